// What a key or a button of the pad means: typing, second mark, lateness, undo, moving.

import { about, all, beside, choose, chosen, comment, corner, grid, head, isOpen, isTerm, isValue, join, letters, mayGrow, meant, ofLesson, paint, parse, place, shut, topic, word, works } from "./cells.js";
import * as queue from "./queue.js";

const VALUES = (about.resultsValues ?? "5 4 3 2 н/а осв").split(" ");
// ЙЦУКЕН by position: a Latin or Kyrgyz layout types the same letter with the same finger.
const ROWS = { Q: "й", W: "ц", E: "у", R: "к", T: "е", Y: "н", U: "г", I: "ш", O: "щ", P: "з", A: "ф", S: "ы", D: "в", F: "а", G: "п", H: "р", J: "о", K: "л", L: "д", Z: "я", X: "ч", C: "с", V: "м", B: "и", N: "т", M: "ь" };
const PLACES = { Comma: "б", Semicolon: "ж", Quote: "э", BracketLeft: "х", BracketRight: "ъ", Period: "ю", ...Object.fromEntries(Object.entries(ROWS).map(([key, letter]) => [`Key${key}`, letter])) };
const KEYS = new Set([..."0123456789нбуопза/", ...letters, ...VALUES.map((text) => text[0])]);
const MOVES = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1], PageDown: [10, 0], PageUp: [-10, 0] };

const undone = [];
let wait = null; // {cell, kind: "о" | "/" | "→" | "9", text, join?}: a cell that expects one more key
let last = null; // the cell filled by the key before
const ask = (name, ...rest) => grid.dispatchEvent(new CustomEvent("ask", { detail: [name, ...rest] }));
export const say = (text) => grid.dispatchEvent(new CustomEvent("say", { detail: text }));

export const urlOf = (cell) => (isTerm(cell) ? about.results : about.save);
export const recOf = (cell) => queue.get(urlOf(cell), place(cell));

/** The text in force for the teacher: what was typed last, else what is stored. */
export function textOf(cell) {
  const rec = recOf(cell);
  return rec?.t !== undefined && rec.state !== "refused" ? rec.t : storedOf(cell);
}

// What the server holds, of the cells that show something else meanwhile.
const stored = new WeakMap();
const storedOf = (cell) => stored.get(cell) ?? cell.textContent.trim();
export const store = (cell, text) => stored.set(cell, text);

/** Writes [[cell, {t?, c?}]…] as one act of the teacher: shown, kept, sent; undone together. Returns how many changed. */
export function write(list, remember = true) {
  const done = list.filter(([cell, { t, c }]) => (t !== undefined && t !== textOf(cell)) || (c !== undefined && c !== (cell.dataset.c ?? "")));
  if (!done.length) return 0;
  if (remember) undone.push(done.map(([cell]) => [cell, textOf(cell), cell.dataset.c ?? ""]));
  const state = queue.trouble || !queue.kept ? "unsaved" : "saving";
  for (const [cell] of done) store(cell, storedOf(cell));
  queue.edit(done.map(([cell, what]) => ({ url: urlOf(cell), at: place(cell), v: Number(cell.dataset.v ?? 0), ...what, ...reason(cell) })));
  for (const [cell, { t, c }] of done) {
    if (c !== undefined) comment(cell, c);
    paint(cell, t ?? textOf(cell), state);
  }
  return done.length;
}

/** A reason given for a lesson "for the others too" goes with every later cell of it. */
export const reasons = new Map();
const reason = (cell) => (reasons.has(head(cell)) ? { reason: reasons.get(head(cell)) } : {});

/** Repaints a cell from what is known, without what was half typed. */
function settle() {
  if (!wait) return;
  const { cell } = wait;
  wait = null;
  refresh(cell, recOf(cell));
}

function half(cell, kind, text, shown, more = {}) {
  store(cell, storedOf(cell));
  wait = { cell, kind, text, ...more };
  paint(cell, shown);
}

/** Late is typed: `о`, minutes if wanted, `п` or any move. A number that might have grown is typed by any move too. */
function finish() {
  if (wait?.kind === "9") {
    const { cell, text, joined } = wait;
    settle();
    return valid(text, cell) ? put(cell, joined(text), false) : say(noSuch(cell, text));
  }
  if (wait?.kind !== "о") return settle();
  const { cell, text } = wait;
  settle();
  fill(cell, join({ ...parse(textOf(cell)), late: text }));
}

function fill(cell, t) {
  if (recOf(cell)?.state === "clash") { ask("clash", cell); return false; }
  write([[cell, { t }]]);
  last = cell;
  return true;
}

/** Where typing goes on: down; by criteria through those of a student, then to the next one, as a paper is marked. */
function down(cell, t = "") {
  const own = works(cell);
  const right = parse(t).a && own.length > 1 && own[own.indexOf(cell) + 1];
  const next = right || beside(own[0] ?? cell, 1, 0, true);
  if (next) choose(next);
}

const possible = (cell) => (isTerm(cell) ? VALUES : all(head(cell)));
const noSuch = (cell, text) => word(possible(cell).length ? "no_such_mark" : "no_marks", { text, all: possible(cell).join(" ") });
const valid = (text, cell) => (isTerm(cell) ? VALUES.includes(text) : isValue(text, head(cell)));
const grows = (text, cell) => /^\d+$/.test(text) && (isTerm(cell) ? VALUES.some((one) => one !== text && one.startsWith(text)) : mayGrow(text, head(cell)));

/** A value, or as much of a number as is typed: it goes on only when nothing longer may come. */
function value(cell, text, joined, whole = false) {
  if (!whole && grows(text, cell)) half(cell, "9", text, joined(text), { joined });
  else if (valid(text, cell)) put(cell, joined(text));
  else say(noSuch(cell, text));
}

function put(cell, t, moves = true) {
  const absent = /^[нбу]$/.test(textOf(ofLesson(cell))) || cell.classList.contains("away");
  if (!isTerm(cell) && parse(t).a && absent) return ask("absent", cell, t, () => fill(cell, t) && down(cell, t));
  if (fill(cell, t) && moves) down(cell, t);
}

/** One character: a value of the scale or a digit of it (`whole`: no digit follows), н б у, о п, "оп", "/", "" (clear). True when it was ours. */
export function type(key, whole = false) {
  const cell = chosen();
  if (!cell) return false;
  const char = isTerm(cell) ? key : meant(key);
  if (wait && wait.cell !== cell) finish();
  if (wait?.kind === "9") {
    const { text, joined } = wait;
    if (/^\d$/.test(char)) {
      if (valid(text + char, cell) || grows(text + char, cell)) settle();
      value(cell, text + char, joined);
      return true;
    }
    if (char === "") { settle(); return true; }
    finish();
  }
  if (wait?.kind === "о") {
    if (/^\d$/.test(char) && wait.text.length < 5) {
      half(cell, "о", wait.text + char, join({ ...parse(textOf(cell)), late: wait.text + char }));
      return true;
    }
    if (char === "п" || char === "оп") { finish(); down(cell); return true; }
  }
  if ((wait?.kind === "/" || wait?.kind === "→") && (valid(char, cell) || grows(char, cell))) {
    const { kind: sign, text } = wait;
    settle();
    value(cell, char, (b) => join({ ...parse(textOf(cell)), a: text, sign, b }), whole);
    return true;
  }
  const again = wait?.kind === "/" && char === "/"; // a second slash makes it a retake
  if (wait) settle();
  if (char === "/" || char === "→") return second(cell, again ? "→" : char);
  const why = shut(cell);
  if (why) { say(why); return true; }
  if (isTerm(cell)) return term(cell, char);
  if (/^[нбуо]/.test(char) && head(cell).dataset.of) say(noSuch(cell, char));
  else if (char === "") fill(cell, "");
  else if (/^\d+$/.test(char) || isValue(char, head(cell))) value(cell, char, (a) => join({ a, late: parse(textOf(cell)).late }), whole);
  else if (/^[нбу]$/.test(char)) put(cell, char);
  else if (char === "о") half(cell, "о", "оп", join({ ...parse(textOf(cell)), late: "о" }));
  else if (char === "оп") put(cell, join({ ...parse(textOf(cell)), late: "оп" }));
  else return false;
  return true;
}

/** `/` (one more mark) or `→` (a retake) returns to the cell just filled and opens its second place; without one, to the chosen cell. */
function second(cell, sign) {
  const at = last && parse(textOf(last)).a ? last : cell;
  const { a, late } = parse(textOf(at));
  if (!a || isTerm(at) || !isOpen(at)) { say(word("second_needs_mark")); return true; }
  choose(at);
  half(at, sign, a, join({ a: `${a}${sign}`, late }));
  return true;
}

function term(cell, char) {
  if (grows(char, cell)) { half(cell, "9", char, char, { joined: (text) => text }); return true; }
  const value = char === "" ? "" : VALUES.find((text) => text === char) ?? VALUES.find((text) => text.startsWith(char)) ?? VALUES.find((text) => text.includes(char));
  if (value === undefined) say(word("no_such_mark", { text: char, all: VALUES.join(" ") }));
  else if (fill(cell, value) && char) down(cell);
  return true;
}

/** Esc: what is half typed, else the chosen cell's last change, else the last change of all. */
export function undo(any = false) {
  if (wait) return settle();
  const cell = chosen();
  let at = undone.length - 1;
  if (!any) for (let i = at; i >= 0; i--) if (undone[i].some(([one]) => one === cell)) { at = i; break; }
  if (at < 0) return say(word("nothing_to_undo"));
  const own = !any && undone[at].some(([one]) => one === cell);
  const group = own ? undone[at].filter(([one]) => one === cell) : undone[at];
  undone[at] = own ? undone[at].filter(([one]) => one !== cell) : [];
  if (!undone[at].length) undone.splice(at, 1);
  const clash = group.find(([one]) => recOf(one)?.state === "clash");
  if (clash) return ask("clash", clash[0]);
  write(group.map(([one, t, c]) => [one, c === (one.dataset.c ?? "") ? { t } : { t, c }]), false);
  choose(group[0][0]);
}

export function move(down, right) {
  finish();
  last = null;
  const cell = chosen();
  const far = Math.abs(down) > 1 ? corner(cell, down > 0 ? -1 : 0, null) : null;
  const next = beside(cell, down, right) ?? far;
  if (next) choose(next);
}

export function go(cell) {
  finish();
  last = null;
  choose(cell);
}

/** The character a key event stands for, by letter or, where the layout has no Cyrillic, by position. */
function charOf(e) {
  const key = e.key.toLowerCase();
  if (KEYS.has(key)) return key;
  if (key === ">" || key === "-") return "→";
  if (e.code === "Slash" && !e.shiftKey) return "/";
  const place = /^[a-z,.;'[\]]$/.test(key) ? PLACES[e.code] : undefined;
  return KEYS.has(place) ? place : null;
}

const isKey = (e, letter, code) => {
  if (letters.includes(letter)) return false; // there the key is a value; the button stays
  const plain = !e.ctrlKey && !e.metaKey && !e.altKey && !e.isComposing && chosen() !== null;
  return plain && (e.key.toLowerCase() === letter || (/^[a-z]$/i.test(e.key) && e.code === code));
};

/** `т` by its letter or its place: the plan's topic enters the chosen lesson. */
export const isPlan = (e) => isKey(e, "т", "KeyN");

/** `к`: the chosen lesson is signed. */
export const isSign = (e) => isKey(e, "к", "KeyR");

/** The topic by the plan goes into the lesson through the same queue; a topic that stands there is never covered. */
export function byPlan(cell) {
  if (isTerm(cell)) return;
  if (topic(cell)) say(word("topic_stands"));
  else queue.edit([{ url: about.topics, at: { l: place(cell).l }, v: 0, topic: true }]);
}

/** True when the key was ours: the page then does nothing else with it. */
export function press(e) {
  const cell = chosen();
  const { key } = e;
  if (e.isComposing || e.altKey || !cell) return false;
  if (e.ctrlKey || e.metaKey) {
    if (key === "Home" || key === "End") go(corner(cell, key === "Home" ? 0 : -1, key === "Home"));
    else if (e.code === "KeyZ" && !e.shiftKey) undo(true);
    else return false;
    return true;
  }
  if (MOVES[key]) move(...MOVES[key]);
  else if (key === "Enter") { if (recOf(cell)?.state === "clash") ask("clash", cell); else move(e.shiftKey ? -1 : 1, 0); }
  else if (key === "Tab") {
    const next = beside(cell, 0, e.shiftKey ? -1 : 1);
    if (!next) return false; // at the edge Tab leaves the grid: no trap
    go(next);
  } else if (key === "Home" || key === "End") go(corner(cell, null, key === "Home"));
  else if (key === "Escape") undo();
  else if (key === "Delete" || key === "Backspace") type("");
  else if (key === '"') ask("comment", cell);
  else if (key === "?") ask("history", cell);
  else {
    const char = charOf(e);
    return char !== null && type(char);
  }
  return true;
}

/** Repaints one cell after news; `rec` is what still waits, if anything. */
export function refresh(cell, rec) {
  if (wait?.cell === cell) return;
  if (!rec) return paint(cell, storedOf(cell));
  store(cell, storedOf(cell));
  if (rec.c !== undefined && rec.state !== "refused") comment(cell, rec.c);
  if (rec.state === "clash") paint(cell, `${(rec.t ?? storedOf(cell)) || "–"} ${rec.info.t || "–"}`, "clash");
  else if (rec.state === "refused") paint(cell, storedOf(cell));
  else paint(cell, rec.t ?? storedOf(cell), queue.trouble || rec.state || !queue.kept ? "unsaved" : "saving");
}
