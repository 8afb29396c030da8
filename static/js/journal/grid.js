// The journal page comes alive: events in, states out. Rarely used parts are loaded with the first chosen cell.

import { about, box, button, chosen, column, comment, element, find, grid, head, headOf, isCell, isTerm, notice, ofLesson, showToday, topic, word } from "./cells.js";
import * as keys from "./keys.js";
import * as queue from "./queue.js";

const later = { dialogs: () => import("./dialogs.js"), columns: () => import("./columns.js"), sign: () => import("./sign.js") };
const dialogs = (name, ...rest) => later.dialogs().then((part) => part[name](...rest));
const columns = (name, ...rest) => later.columns().then((part) => part[name](...rest));
const sign = () => later.sign().then((part) => part.sign(ofLesson(chosen()))).then((told) => told && lesson());
const byPlan = () => keys.byPlan(ofLesson(chosen()));

// Events in. One listener of each kind for all cells.

const cellAt = (target) => { const cell = target.closest?.("td"); return isCell(cell) && grid.contains(cell) ? cell : null; };

grid.addEventListener("keydown", (e) => {
  show();
  if (about.topics && keys.isPlan(e)) byPlan();
  else if (about.sign && keys.isSign(e)) sign();
  else if (!keys.press(e)) return;
  e.preventDefault();
  e.stopPropagation();
});
grid.addEventListener("click", (e) => {
  const th = e.target.closest("thead th");
  const cell = th ? column(th)[0] : cellAt(e.target);
  if (!isCell(cell)) return;
  keys.go(cell);
  if (th) wholeColumn = cell;
  else if (keys.recOf(cell)?.state === "clash") dialogs("clash", cell);
});
grid.addEventListener("focusin", (e) => { const cell = cellAt(e.target); if (cell && (cell !== chosen() || !cell.hasAttribute("aria-selected"))) keys.go(cell); });
grid.addEventListener("focusin", () => Object.values(later).forEach((get) => get().catch(() => {})), { once: true });

let wholeColumn = null; // a click on a head chooses the column: copying takes all of it
document.addEventListener("copy", (e) => {
  if (!grid.contains(document.activeElement) || !chosen()) return;
  const cells = wholeColumn === chosen() ? column(chosen()) : [chosen()];
  e.clipboardData.setData("text/plain", cells.map(keys.textOf).join("\n"));
  e.preventDefault();
});
document.addEventListener("paste", (e) => {
  if (!grid.contains(document.activeElement) || !chosen()) return;
  e.preventDefault();
  columns("paste", e.clipboardData.getData("text/plain"));
});
document.addEventListener("click", (e) => {
  const act = e.target.closest("[data-do]")?.dataset.do;
  if (act === "fill" || act === "present") columns(act);
  if (act === "plan" && chosen()) byPlan();
  if (act === "sign" && chosen()) sign();
});

grid.addEventListener("ask", ({ detail }) => dialogs(...detail));
grid.addEventListener("say", ({ detail }) => say(detail));

// History: the mouse rests on a cell, or a finger is held on it.

let rest = 0;
const hold = (cell, ms, by) => { clearTimeout(rest); rest = setTimeout(() => dialogs("history", cell, by), ms); };
grid.addEventListener("pointerover", (e) => {
  clearTimeout(rest);
  const cell = cellAt(e.target);
  if (e.pointerType === "mouse" && cell?.dataset.v && about.history) hold(cell, 700, "mouse");
});
grid.addEventListener("pointerleave", () => clearTimeout(rest));
grid.addEventListener("pointerdown", (e) => {
  clearTimeout(rest);
  const cell = cellAt(e.target);
  if (cell && e.pointerType === "touch") hold(cell, 500, "touch");
});
for (const end of ["pointerup", "pointercancel"]) grid.addEventListener(end, (e) => { if (e.pointerType === "touch") clearTimeout(rest); });
grid.addEventListener("contextmenu", (e) => { if (e.pointerType === "touch") e.preventDefault(); });

// States out.

let shownTrouble = null;
const signs = document.querySelectorAll(".j-state");
let touched = false;
let soon = 0;
let calm = true;

/** What is not saved is told at once; "saved" waits for a rest of the fingers, for each change of the words costs a frame. */
function state() {
  if (shownTrouble !== queue.trouble || (calm && queue.pending.size)) tellState();
  clearTimeout(soon);
  soon = setTimeout(() => { lesson(); tellState(); }, 200);
}

function tellState() {
  show();
  const list = [...queue.pending.values()];
  const clashes = list.filter((rec) => rec.state === "clash").length;
  const open = list.filter((rec) => !rec.state || rec.state === "reason").length;
  touched ||= list.length > 0;
  calm = !list.length;
  const refused = list.filter((rec) => rec.state === "refused").length;
  let [text, kind] = [touched ? word("saved") : "", "good"];
  if (clashes) [text, kind] = [word("clashes", { n: clashes }), "bad"];
  else if (refused) [text, kind] = [word("refused", { n: refused }), "bad"];
  else if (open && (queue.trouble || !queue.kept)) [text, kind] = [word("unsaved", { n: open }), "warn"];
  else if (open) [text, kind] = [word("saving"), ""];
  for (const sign of signs) {
    const span = sign.querySelector("span") ?? sign;
    if (span.textContent !== text) span.textContent = text;
    sign.classList.remove("is-good", "is-warn", "is-bad");
    if (kind) sign.classList.add(`is-${kind}`);
    if (sign.querySelector("svg")) sign.querySelector("svg").toggleAttribute("hidden", kind !== "warn" && kind !== "bad");
  }
  trouble(open);
  twofold();
}

const clashing = () => [...queue.pending.values()].filter((rec) => rec.state === "clash" && find(rec));
let shownClashes = 0;

/** Cells with two values may stand out of sight: a notice leads through all of them. */
function twofold() {
  const n = clashing().length;
  if (n === shownClashes) return;
  shownClashes = n;
  notice("clash", n ? word("clashes", { n }) : "", [button(word("choose"), chooseEach)], "is-bad");
}

/** One after the other, until all are chosen or the teacher says "later". */
async function chooseEach() {
  for (let rec = clashing()[0]; rec; rec = clashing()[0]) {
    keys.go(find(rec));
    await dialogs("clash", find(rec));
    if (queue.pending.get(rec.id)?.state === "clash") return;
  }
}

function trouble(open) {
  if (shownTrouble === queue.trouble) return;
  const before = shownTrouble;
  shownTrouble = queue.trouble;
  for (const rec of queue.pending.values()) refresh(rec);
  const signin = about.signin && element("a", { className: "b", href: about.signin, target: "_blank", textContent: word("sign_in") });
  notice("trouble", queue.trouble && word(`trouble_${queue.trouble}`, { name: about.userName }), queue.trouble !== "line" && queue.trouble && signin ? [signin] : []);
  if (before && !queue.trouble && !open) say(word("saved"));
}

const refresh = (rec) => { const cell = find(rec); if (cell) keys.refresh(cell, rec); };

/** What was saved is shown with the next key or with the state's words: a frame of its own would keep a quick typist waiting. */
const toShow = new Map();
function show() {
  for (const [cell, { id, ...now }] of toShow) {
    keys.refresh(cell, queue.pending.get(id));
    for (const name of ["avg", "hint"]) {
      const out = now[name] !== undefined && cell.parentElement.querySelector(`td.${name}`);
      if (out && out.textContent !== now[name]) out.textContent = now[name];
    }
  }
  toShow.clear();
}

function news(list) {
  for (const item of list) {
    const { id, at, now, kind } = item;
    if (about.topics && at.url === about.topics) toldByPlan(item);
    const cell = [about.save, about.results].includes(at.url) && find(at);
    if (!cell) continue;
    if (now?.v !== undefined && kind !== "refused") cell.dataset.v = now.v;
    if (kind === "saved" && now?.t !== undefined) changed(head(ofLesson(cell)));
    if (now?.t !== undefined) keys.store(cell, now.t);
    if (kind === "clash" || (now?.c !== undefined && !queue.pending.has(id))) comment(cell, now.c);
    toShow.set(cell, { ...toShow.get(cell), ...now, id });
  }
  if (list.some(({ kind }) => kind !== "saved")) show();
  const waiting = [...queue.pending.values()];
  if (waiting.some((rec) => rec.state === "refused")) dialogs("refused");
  else notice("refused", "");
  if (waiting.some((rec) => rec.state === "reason")) dialogs("why");
}

/** What is written after the signature takes it away, on the page at once; opened anew, the page says it in full. */
function changed(th) {
  if (!th.dataset.signed || "changed" in th.dataset) return;
  th.dataset.changed = "";
  th.dataset.signed = word("sign_changed", { text: th.dataset.signed });
}

/** What became of the plan's topic: the head shows what stands in the lesson now. */
function toldByPlan({ at, now, kind }) {
  const th = headOf(at);
  if (kind === "refused" && now.code === "none") return say(now.message); // the others wait in a notice
  if (!th || now?.topic === undefined) return;
  grid.tHead.querySelector(".topic").cells[th.cellIndex].firstElementChild.textContent = now.topic;
  th.dataset.home = now.homework;
  if (now.kind) th.querySelector("small").replaceChildren(element("span", { className: "kind", textContent: now.kind }));
  if (now.heavy) for (const one of [th, ...column(th)]) one.classList.add("exam");
  if (kind === "saved") changed(th);
  say(kind === "clash" ? word("topic_stands") : word("topic_entered", { text: now.topic }));
}

/** The chosen lesson above the grid: the head's own words, and how many came. */
function lesson() {
  const cell = chosen();
  const bar = document.querySelector(".j-lesson");
  if (!cell || !bar) return;
  const { title = "", home = "", href } = head(cell).dataset;
  const part = (name, text) => { const out = bar.querySelector(`[data-part=${name}]`); if (out && out.textContent !== text) out.textContent = out.title = text; return out; };
  part("title", title);
  const waits = about.topics && queue.get(about.topics, { l: Number(head(ofLesson(cell)).dataset.l) });
  part("topic", isTerm(cell) ? "" : topic(cell) || (waits ? word("topic_waits") : ""));
  part("home", home && word("homework", { text: home }));
  const link = bar.querySelector("[data-part=link]");
  if (link) { link.hidden = !href; link.href = href ?? ""; }
  const byPlan = bar.querySelector("[data-part=plan]");
  if (byPlan) byPlan.hidden = isTerm(cell) || Boolean(head(cell).dataset.of) || topic(cell) !== "" || Boolean(waits);
  const { signed = "" } = isTerm(cell) ? {} : head(ofLesson(cell)).dataset;
  const stale = "changed" in head(ofLesson(cell)).dataset;
  part("signed", signed)?.classList.toggle("is-changed", stale);
  const signing = bar.querySelector("[data-part=sign]");
  if (signing) signing.hidden = isTerm(cell) || (signed !== "" && !stale);
  const said = isTerm(cell) ? {} : head(ofLesson(cell)).dataset;
  part("checked", said.check ?? "");
  part("remote", said.remote ?? "");
  const check = bar.querySelector("[data-part=check]");
  if (check) check.search = said.l ? `?lesson=${said.l}&student=${cell.parentElement.dataset.s}` : "";
  const more = bar.querySelector("[data-part=work]");
  if (more) { more.hidden = !href || Boolean(head(cell).dataset.of); more.href = `${href ?? ""}works/`; }
  const texts = column(ofLesson(cell)).filter((one) => !one.classList.contains("out")).map(keys.textOf);
  const away = texts.filter((text) => /^[нбу]/.test(text)).length;
  const known = "taken" in said || texts.some(Boolean); // before that nobody has said who came
  part("count", isTerm(cell) || !known ? "" : word("count", { came: texts.length - away, away, late: texts.filter((text) => text.includes("оп")).length }));
}

grid.addEventListener("chosen", ({ detail }) => {
  if (wholeColumn !== chosen()) wholeColumn = null;
  if (detail.moved) requestAnimationFrame(lesson);
  pad?.show(chosen());
});

let saying = 0;
function say(text) {
  const place = document.getElementById("say"); // the page's own live region
  const out = document.getElementById("j-say") ?? (place ?? document.body).appendChild(element("p", { id: "j-say", className: "toast", role: place ? "" : "status", hidden: true }));
  out.hidden = false;
  out.textContent = text;
  clearTimeout(saying);
  saying = setTimeout(() => { out.hidden = true; }, 6000);
}

// Start.

let pad = null;
const phone = matchMedia("(max-width: 1079px)");
const bringPad = () => { if (phone.matches && !pad && document.querySelector(".keys")) import("./pad.js").then((part) => { pad = part; if (grid.contains(document.activeElement)) pad.show(chosen()); }); };
phone.addEventListener("change", bringPad);
bringPad();

queue.events.addEventListener("state", state);
queue.events.addEventListener("news", ({ detail }) => news(detail));

showToday();
lesson();
const { stale } = document.body.dataset;
notice("stale", stale ? word("stale", { time: new Date(stale).toLocaleString(document.documentElement.lang) }) : "");
const { others, elsewhere } = await queue.load();
for (const rec of queue.pending.values()) refresh(rec);
news([]);
state();
notice("others", others.map(([name, n]) => word("of_others", { name, n })).join(" "));
notice("elsewhere", elsewhere.map(([title, n]) => word("elsewhere", { title, n })).join(" "), elsewhere.map(([title, , href]) => element("a", { className: "b", href, textContent: title })));
notice("store", queue.kept ? "" : word("no_store"));
queue.send();
navigator.storage?.persist?.().catch(() => {});

if (isSecureContext && about.sw && navigator.serviceWorker) {
  const first = !navigator.serviceWorker.controller;
  navigator.serviceWorker.register(about.sw, { scope: "/" }).then(() => navigator.serviceWorker.ready).then(({ active }) => {
    const files = performance.getEntriesByType("resource").map((one) => one.name).filter((name) => name.includes("/static/"));
    if (first) active.postMessage({ page: location.href, files });
  }).catch(() => {});
} else if (!isSecureContext) document.querySelector(".legend")?.append(element("span", { textContent: word("plain_http") }));
