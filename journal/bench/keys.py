"""From a key to the picture of it: the largest grid in Chromium, its processor slowed four times."""

import shutil
import statistics

from journal.bench.drive import Client
from journal.bench.measure import Row, p95
from schoolmis.management.machine import BROWSERS

SLOWER, PACE = 4, 120  # times; ms from key to key, a quick typist's
MOST = 50  # ms
# The browser's own measure of each key, in steps of 8 ms: from the event to the next frame shown.
WATCH = """() => {
  window.took = [];
  window.watch ??= new PerformanceObserver((list) => {
    for (const key of list.getEntries()) if (key.name === 'keydown') took.push(key.duration);
  });
  watch.observe({type: 'event', durationThreshold: 16});
}"""
UNSEEN = 8  # ms for a key that was quicker than the browser tells
# The least: as many plain cells, the key's letter written, the focus taken down, the page with it.
BARE = """(size) => {
  const row = `<tr>${'<td tabindex="-1">4</td>'.repeat(size)}</tr>`;
  document.body.innerHTML = `<table>${row.repeat(size)}</table>`;
  let [column, cells] = [0, [...document.querySelectorAll('td')]];
  cells[0].focus();
  addEventListener('keydown', (e) => {
    const at = cells.indexOf(document.activeElement);
    cells[at].textContent = e.key;
    cells[at + size < cells.length ? at + size : ++column].focus();
  });
}"""


def measure(server, facts, quick) -> Row | None:
    """None where there is no browser: it comes with the tests."""
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return None
    if program is None:
        return None
    columns, size = (1, 6) if quick else (3, len(facts.big.students) - 2)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        page = context.new_page()
        floor = [ms for _ in range(columns) for ms in _bare(page, len(facts.big.students), size)]
        address = f"http://127.0.0.1:{server.port}"
        cookies = Client(server.port).sign_in(facts.big_teacher).cookies
        context.add_cookies([{"name": name, "value": value, "url": address} for name, value in cookies.items()])
        page.goto(f"{address}/journal/{facts.big.id}/term/1/")
        page.wait_for_load_state("networkidle")
        keys = [ms for back in range(columns) for ms in _column(page, len(facts.big.lessons) - 2 - back, size)]
        browser.close()
    least = statistics.median(floor)
    name = f"A key on {len(facts.big.students)} × {len(facts.big.lessons)} to its picture, {SLOWER} × slower"
    row = Row(name, statistics.median(keys), p95(keys), floor=least, ratio=statistics.median(keys) / least)
    row.goal, row.ok = f"p95 ≤ {MOST} ms", row.p95 <= MOST
    return row


def _bare(page, size, keys) -> list[float]:
    page.goto("about:blank")
    page.evaluate(BARE, size)
    return _typed(page, keys)


def _column(page, at, keys) -> list[float]:
    page.locator("#grid tbody tr").first.locator("td.l").nth(at).click()
    page.wait_for_timeout(1500)
    return _typed(page, keys)


def _typed(page, keys) -> list[float]:
    """Milliseconds of each key; every one of them changes the cell that has the focus."""
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.evaluate(WATCH)
    for _ in range(keys):
        page.keyboard.press(_other(page.evaluate("document.activeElement.textContent")))
        page.wait_for_timeout(PACE)
    page.wait_for_timeout(1000)
    session.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    took = page.evaluate("took")[:keys]
    return [*took, *[UNSEEN] * (keys - len(took))]


def _other(text) -> str:
    """A key that makes the cell say something else; over an absence another one, for a mark would be asked about."""
    if text in ("н", "б", "у"):
        return "," if text == "н" else "y"  # б and н by their places on the keyboard
    return "4" if text == "5" else "5"
