// What asks or tells: two values, a reason, a comment, absent today, what was refused, history of a cell.

import { about, button, choose, chosen, element, find, head, headOf, isTerm, join, nameOf, notice, ofLesson, parse, place, shut, titleOf, word } from "./cells.js";
import { reasons, recOf, refresh, store, textOf, urlOf, write } from "./keys.js";
import * as queue from "./queue.js";

/** A modal dialog; `acts` are [text, function, class]; resolves when it is closed, the cell has the focus again. */
export function ask(title, sub, inside, acts, back = null) {
  const box = element("dialog", {}, element("h2", { textContent: title, id: "j-ask" }), element("p", { className: "quiet", textContent: sub }), ...inside);
  box.setAttribute("aria-labelledby", "j-ask");
  const foot = box.appendChild(element("footer"));
  let end;
  const done = new Promise((close) => { end = () => { box.remove(); if (back) choose(back); close(); }; });
  box.onclose = end;
  // The browser tells of a closed dialog a moment late, and the next key would be lost: a button does not wait for it.
  const leave = () => { box.onclose = null; box.close(); end(); };
  for (const [text, act, extra] of acts) foot.append(button(text, () => { if (act?.() !== false) leave(); }, extra));
  document.body.append(box);
  box.showModal();
  return done;
}

const busy = new Set();
async function once(name, work) {
  if (busy.has(name)) return;
  busy.add(name);
  try { await work(); } finally { busy.delete(name); }
}

const where = (cell) => `${nameOf(cell)}, ${titleOf(cell)}`;
const time = (ms) => new Date(ms).toLocaleString(document.documentElement.lang, { day: "numeric", month: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

/** Both values, whose they are and since when; nothing is overwritten until one is chosen. */
export const clash = (cell) => once("ask", async () => {
  const rec = recOf(cell);
  if (rec?.state !== "clash") return;
  const [mine, theirs] = [textOf(cell), rec.info.t ?? ""];
  const line = (who, text, note) => element("tr", {}, element("td", { textContent: who }), element("td", { className: "num" }, element("span", { className: "mark", textContent: text || "–" })), element("td", { className: "quiet", textContent: note }));
  const said = (text) => (text ? `: «${text}»` : "");
  const table = element("table", { className: "t" }, element("tbody", {},
    line(word("mine"), mine, word("mine_when", { time: time(rec.at) }) + said(rec.c)),
    line(word("stored"), theirs, `${rec.info.at ?? ""}, ${rec.info.by ?? ""}`.replace(/^, |, $/, "") + said(rec.info.c))));
  const keep = (text) => (text ? word("keep", { text }) : word("keep_empty"));
  const stored = mine === theirs ? word("keep_stored") : keep(theirs);
  await ask(word("clash_title"), where(cell), [table], [
    [word("later"), null, "bare"],
    [stored, () => { queue.decide(rec, "stored"); }],
    [mine === theirs ? word("keep_mine") : keep(mine), () => { queue.decide(rec, "mine"); }],
  ], cell);
});

/** Absent, and a mark all the same? Enter says yes. */
export const absent = (cell, text, yes) => once("ask", async () => {
  let sure = false;
  const code = textOf(ofLesson(cell));
  const said = ofLesson(cell) !== cell ? "absent_part" : code ? "absent_here" : "absent_today";
  await ask(word("absent_title"), where(cell), [element("p", { textContent: word(said, { code, text }) })], [
    [word("put_mark", { text }), () => { sure = true; }, "main-act"], [word("leave")],
  ], cell);
  if (sure) yes();
});

const putOff = new Set(); // changes whose reason the teacher will give later: they do not ask again by themselves

/** The correction policy wants a reason: one for all cells that wait for one. */
export const why = () => once("ask", async () => {
  const list = [...queue.pending.values()].filter((rec) => rec.state === "reason");
  if (list.every((rec) => putOff.has(rec.rev))) return;
  const input = element("input", { className: "in", id: "j-why", maxLength: 200, required: true });
  const error = element("p", { className: "error", hidden: true, role: "alert", textContent: word("reason_needed") });
  const label = element("label", { htmlFor: "j-why", textContent: word("reason") });
  const tick = element("input", { type: "checkbox", checked: true });
  const names = list.map((rec) => { const cell = find(rec); return cell ? `${where(cell)}: ${rec.t || word("empty")}` : ""; });
  const send = () => {
    const reason = input.value.trim();
    error.hidden = Boolean(reason);
    if (!reason) { input.setAttribute("aria-invalid", "true"); input.focus(); return false; }
    for (const rec of list) {
      const cell = find(rec);
      if (tick.checked && cell) reasons.set(head(cell), reason);
      queue.decide(rec, "mine", { reason });
    }
  };
  const form = element("form", { onsubmit: (e) => { e.preventDefault(); form.closest("dialog").querySelector(".main-act").click(); } },
    element("div", { className: "field" }, label, input, error), element("label", { className: "tick" }, tick, word(list.some((rec) => rec.l) ? "reason_for_all" : "reason_for_results")));
  const shown = names.slice(0, 3).join("; ") + (names.length > 3 ? ` … ${word("and_more", { n: names.length - 3 })}` : "");
  let settled = false;
  const done = ask(word("reason_title"), shown, [element("p", { textContent: list[0].info.message ?? "" }), form], [
    [word("take_back"), () => { settled = true; for (const rec of list) queue.decide(rec, "stored"); }, "bare"],
    [word("save"), () => { if (send() === false) return false; settled = true; }, "main-act"],
  ], chosen());
  input.focus();
  await done;
  // closed by Esc: the cells stay unsaved, and a notice keeps the way back
  if (!settled) for (const rec of list) putOff.add(rec.rev);
  notice("why", settled ? "" : word("reason_waits", { n: list.length }), settled ? [] : [button(word("give_reason"), () => { notice("why", ""); putOff.clear(); why(); })]);
});

export const remark = (cell) => once("ask", async () => {
  if (isTerm(cell) || cell.classList.contains("out")) return;
  const input = element("textarea", { className: "in", maxLength: 500, value: cell.dataset.c ?? "" });
  input.setAttribute("aria-label", word("comment"));
  const marks = parse(textOf(cell));
  const tick = marks.b && !shut(cell) ? element("input", { type: "checkbox", checked: marks.sign === "→" }) : null;
  const save = () => write([[cell, { c: input.value.trim(), ...(tick && { t: join({ ...marks, sign: tick.checked ? "→" : "/" }) }) }]]);
  input.onkeydown = (e) => { if (e.key === "Enter" && (e.ctrlKey || e.metaKey)) { save(); input.closest("dialog").close(); } };
  const done = ask(word("comment"), where(cell), [element("div", {}, input), ...(tick ? [element("label", { className: "tick" }, tick, word("retake"))] : [])], [[word("cancel"), null, "bare"], [word("save"), save, "main-act"]], cell);
  input.focus();
  await done;
});

/** What the server refused, with what was typed: nothing disappears without the teacher's word. */
export function refused() {
  const list = [...queue.pending.values()].filter((rec) => rec.state === "refused");
  if (!list.length) return notice("refused", "");
  const lines = list.slice(0, 8).map((rec) => {
    const cell = find(rec);
    const at = cell ? where(cell) : headOf(rec)?.dataset.title ?? rec.title;
    const what = rec.topic ? "" : ` ${rec.t || rec.c || word("empty")}.`;
    return element("li", { textContent: `${at}:${what} ${rec.info.message ?? ""}` });
  });
  if (list.length > 8) lines.push(element("li", { textContent: word("and_more", { n: list.length - 8 }) }));
  const all = (how) => () => { for (const rec of list) queue.decide(rec, how); notice("refused", ""); };
  notice("refused", element("div", {}, element("b", { textContent: word("refused", { n: list.length }) }), element("ul", {}, ...lines)),
    [button(word("try_again"), all("again")), button(word("put_aside"), all("stored"), "bare")], "is-bad");
}

// History: a fragment of the server beside the cell; asked once for each version.

const seen = new Map();
let pop = null;

export async function history(cell, by = "key") {
  const pattern = isTerm(cell) ? about.resultsHistory : about.history;
  if (!pattern || (by !== "mouse" && !cell.dataset.v)) return;
  const at = place(cell);
  const url = pattern.replace("{l}", at.l).replace("{r}", encodeURIComponent(at.r)).replace("{s}", at.s);
  const name = `${url}|${cell.dataset.v}|${cell.dataset.c ?? ""}`;
  if (!seen.has(name)) {
    try {
      const answer = await fetch(url, { credentials: "same-origin", redirect: "manual" });
      if (!answer.ok) throw answer;
      seen.set(name, await answer.text());
    } catch {
      if (by === "mouse") return;
      return show(cell, element("p", { textContent: word("no_history") }));
    }
  }
  const inside = element("div");
  inside.innerHTML = seen.get(name);
  show(cell, inside);
}

function show(cell, inside) {
  hide();
  const at = cell.getBoundingClientRect();
  pop = document.body.appendChild(element("div", { className: "j-pop", role: "status" }, element("b", { textContent: where(cell) }), inside));
  const { offsetWidth: wide, offsetHeight: high } = pop;
  const below = at.bottom + 6 + high < innerHeight;
  pop.style.left = `${Math.max(8, Math.min(at.left, innerWidth - wide - 8))}px`;
  pop.style.top = `${Math.max(8, below ? at.bottom + 6 : at.top - high - 6)}px`;
  setTimeout(() => {
    for (const name of ["keydown", "pointerdown", "wheel"]) addEventListener(name, hide, { once: true, capture: true });
    cell.addEventListener("pointerleave", hide, { once: true });
  });
}

function hide() {
  pop?.remove();
  pop = null;
}

export { remark as comment };
