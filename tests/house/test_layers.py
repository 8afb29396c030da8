"""Knowledge flows one way (design §3): an import points to the left, never to the right."""

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LAYERS = [
    {"ui", "papers", "audit", "jobs", "files"},
    {"accounts"},
    {"access"},
    {"people"},
    {"structure"},
    {"orders"},
    {"documents", "events", "imports", "notices"},
    {"students"},
    {"journal"},
]
RANK = {name: rank for rank, layer in enumerate(LAYERS) for name in layer}
BESIDE = {"desk", "help"}
# `desk` and `help` see only registries and who may see them; whatever stands above may register with them.
BESIDE_MAY_SEE = {"ui", "papers", "audit", "jobs", "files", "accounts", "access"}
# The program's own commands know everything; the process manager and the clock know nothing.
FREE = {"management", "cluster", "settings", "urls", "wsgi", "clock", "demo", "checks", "apps", ""}


def package(module: str) -> str:
    """The app a module belongs to: `schoolmis.orders.models` → `orders`, `journal.grid` → `journal`."""
    parts = module.split(".")
    if parts[0] == "schoolmis":
        return parts[1] if len(parts) > 1 else ""
    return parts[0] if parts[0] in RANK else "-"


def imports(path: Path):
    """Modules of our own that a file imports, wherever the import stands."""
    inside = ".".join(path.relative_to(ROOT).with_suffix("").parts)
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                base = ".".join([*inside.split(".")[: -node.level], *filter(None, [base])])
            yield from (f"{base}.{alias.name}" for alias in node.names)


def refuses(mine: str, theirs: str) -> bool:
    """Whether `mine` may not import `theirs`."""
    if theirs == "-" or mine == theirs or theirs in {"clock", ""} or mine in FREE:
        return False
    if mine in BESIDE:
        return theirs not in BESIDE_MAY_SEE
    if theirs in BESIDE:
        return RANK[mine] < RANK["access"]
    if theirs == "demo":
        return False
    return theirs in FREE or RANK[theirs] > RANK[mine]


def files():
    # The benchmark serves and drives the program as a whole, as the program's own commands do.
    apart = ("/migrations/", "/journal/bench/")
    for top in ("schoolmis", "students", "journal"):
        yield from (p for p in (ROOT / top).rglob("*.py") if not any(part in str(p) for part in apart))


def test_every_import_points_to_the_left():
    wrong = []
    for path in files():
        mine = package(".".join(path.relative_to(ROOT).with_suffix("").parts))
        wrong += [
            f"{path.relative_to(ROOT)} imports {module}"
            for module in imports(path)
            if module.split(".")[0] in {"schoolmis", "students", "journal"} and refuses(mine, package(module))
        ]
    assert not wrong, "\n".join(sorted(wrong))


def test_this_test_sees_a_wrong_import():
    assert refuses("people", "students") and refuses("audit", "accounts") and refuses("desk", "journal")
    assert not refuses("journal", "students") and not refuses("students", "desk")


def test_an_apps_rules_know_no_request_no_table_and_no_clock():
    """Law 3."""
    forbidden = ("django.db", "django.http", "schoolmis.clock", "django.utils.timezone")
    wrong = [
        f"{path.relative_to(ROOT)} imports {module}"
        for path in files()
        if path.name == "rules.py" or "rules" in path.parts
        for module in imports(path)
        if module.startswith(forbidden) or module == "schoolmis.clock"
    ]
    assert not wrong, "\n".join(wrong)


def test_only_actions_write():
    """Law 4: views, forms, commands, papers and menus call acts."""
    writes = {"save", "create", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "delete", "update"}
    wrong = []
    for path in files():
        if not {"views", "views.py", "forms.py", "menu.py", "panels.py", "reports", "lists.py"} & {
            *path.relative_to(ROOT).parts,
        }:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in writes:
                owner = ast.unparse(node.func.value)
                if "objects" in owner or node.func.attr in {"save", "delete"} and "session" not in owner:
                    wrong.append(f"{path.relative_to(ROOT)}:{node.lineno} {owner}.{node.func.attr}")
    assert not wrong, "\n".join(wrong)


def test_no_drawer_for_everything():
    drawers = {"utils", "helpers", "services", "managers", "mixins", "constants"}
    wrong = [str(p.relative_to(ROOT)) for p in files() if p.stem in drawers or drawers & set(p.parts)]
    assert not wrong, wrong
