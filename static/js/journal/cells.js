// What a cell may say, what it says, how it looks, which one is chosen. No storage, no network.

export const grid = document.getElementById("grid");
export const box = grid.closest(".j-box");
export const about = grid.dataset;
const words = JSON.parse(document.getElementById("journal-words").textContent);

/** A sentence of the page's language; {n} is replaced by what.n. The key itself where the server gave no sentence. */
export const word = (key, what = {}) => (words[key] ?? key).replace(/\{(\w+)\}/g, (all, name) => what[name] ?? all);

// What may stand in a cell: five points, points of the school's own, or values in words; as the page's scale says.

const { marks = "2345", scale } = about;

/** Absent: five points. Else {words: [[text, number, tone], …]} or {bottom, top, bands: [5, 4, 3 from]}; of criteria {percent: true} too. */
const given = scale ? JSON.parse(scale) : null;
const levels = given?.words ? new Map(given.words.map(([text, number, tone]) => [text, { number, tone }])) : null;
const most = (th) => Number(th.dataset.most ?? given.top);

/** Whether `text` is a value of the column `th`. */
export function isValue(text, th) {
  if (!given) return text !== "" && marks.includes(text);
  if (levels) return levels.has(text);
  return /^\d+$/.test(text) && String(Number(text)) === text && Number(text) >= given.bottom && Number(text) <= most(th);
}

/** Whether a longer number may begin with `text`: then a key more is waited for. */
export const mayGrow = (text, th) => Boolean(given && !levels) && text !== "0" && Number(text) * 10 <= most(th);

/** The value that one typed character stands for: itself, the number of a word, or its first letter. */
export function meant(char) {
  if (!levels || char === "" || levels.has(char)) return char;
  for (const [text, { number }] of levels) if (String(number) === char) return text;
  return /[нбуо]/.test(char) ? char : [...levels.keys()].find((text) => text.startsWith(char)) ?? char;
}

/** The values in the order of the buttons; of many points their span. */
export function all(th) {
  if (!given) return [...marks];
  if (levels) return [...levels.keys()];
  const each = Array.from({ length: most(th) - given.bottom + 1 }, (_, i) => String(given.bottom + i));
  return each.length > 12 ? [`${each[0]}–${each.at(-1)}`] : each;
}

/** What a value looks like: a mark from 5 to 2, or "". */
export function look(text, th) {
  if (!given) return /^[2-5]/.test(text) ? text[0] : "";
  if (levels) return levels.get(text)?.tone || "";
  const at = given.percent ? (Number(text) * 100) / most(th) : Number(text);
  const place = given.bands.findIndex((least) => at >= least);
  return place < 0 ? 2 : 5 - place;
}

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
const one = levels ? [...levels.keys()].sort((a, b) => b.length - a.length).map(escaped).join("|") : "\\d{1,3}";
/** A cell's text: one value or two, late or not. */
export const TEXT = new RegExp(`^(${one})?(?:([/→])(${one}))?\\s*(оп\\d*)?$`);

/** Letters that stand for a value here; they go before every other meaning of the key. */
export const letters = levels ? [...levels.keys()].map((text) => text[0]).filter((letter) => /[^нбуо\d]/.test(letter)) : [];

const top = grid.tHead.rows;
const days = top[top.length - 1].cells;
const topics = grid.tHead.querySelector(".topic")?.cells;
const body = grid.tBodies[0].rows;
const rows = new Map();
const columns = new Map();
for (const row of body) rows.set(row.dataset.s, row);
const columnId = ({ l, r }) => (l ? `l${l}` : `r${r}`); // of a record `t` is what was typed, never the column
for (const th of days) if (th.dataset.l || th.dataset.t) columns.set(columnId({ l: th.dataset.l, r: th.dataset.t }), th.cellIndex);

export const head = (cell) => days[cell.cellIndex];
export const topic = (cell) => topics?.[cell.cellIndex]?.textContent.trim() ?? "";
export const student = (cell) => cell.parentElement.dataset.s;
export const nameOf = (cell) => cell.parentElement.querySelector(".name")?.title.trim() ?? "";
export const titleOf = (cell) => head(cell).dataset.title ?? "";
export const isCell = (cell) => Boolean(cell && (head(cell)?.dataset.l || head(cell)?.dataset.t));
export const isTerm = (cell) => Boolean(head(cell).dataset.t);
export const isOpen = (cell) => !shut(cell);
export const column = (cell) => Array.from(body, (row) => row.cells[cell.cellIndex]);
export const rowCount = () => body.length;

/** The cell of the lesson itself, where the column is a further work of it; else the cell. */
export const ofLesson = (cell) => (head(cell).dataset.of && find({ l: head(cell).dataset.of, s: student(cell) })) || cell;

const lessonOf = (th) => th.dataset.of ?? th.dataset.l;
/** Of a scale by criteria: the open cells of a student in the works of one lesson, a criterion each; else none. */
export function works(cell) {
  if (!given?.percent || isTerm(cell)) return [];
  const own = Array.from(days).filter((th) => th.dataset.l && lessonOf(th) === lessonOf(head(cell)));
  return own.map((th) => cell.parentElement.cells[th.cellIndex]).filter(isOpen);
}
export const points = (cell) => Array.from({ length: most(head(cell)) - given.bottom + 1 }, (_, i) => String(given.bottom + i));

/** Why nobody may type here, or "". */
export function shut(cell) {
  if ("readonly" in about) return word("readonly");
  if (cell.classList.contains("out")) return cell.title || word("out");
  if (isTerm(cell) && !about.results) return word("readonly");
  return head(cell).dataset.locked ?? "";
}

/** The part of a record that names a cell: {l, s} or {r, s}. */
export function place(cell) {
  const { l, t } = head(cell).dataset;
  return l ? { l: Number(l), s: Number(student(cell)) } : { r: t, s: Number(student(cell)) };
}

/** The cell a record or an answer is about; undefined when it is not on this page. */
export const find = (rec) => rows.get(String(rec.s))?.cells[columns.get(columnId(rec))];
export const headOf = (rec) => days[columns.get(columnId(rec))];

const CODES = { н: "mn", б: "mb", у: "mu", о: "mo" };
const VARIES = /\s*\b(m[2-5nbuo]|pairs|saving|unsaved|clash)\b/g;
export const BROKEN = { unsaved: "cell_unsaved", saving: "cell_saving", clash: "cell_clash" };

function tone(cell, text) {
  if (!text) return "";
  if (isTerm(cell)) return /^[2-5]$/.test(text) ? ` m${text}` : "";
  if (/^([нбу]$|оп)/.test(text)) return ` ${CODES[text[0]]}`;
  const seen = look(parse(text).a ?? "", head(cell));
  return seen ? ` m${seen}` : "";
}

/** Text and state ("", saving, unsaved, clash) of a cell; class flips and one text node, nothing is measured. */
export function paint(cell, text, state = "") {
  const own = tone(cell, text);
  cell.className = cell.className.replace(VARIES, "") + own + (text.length > 2 ? " pairs" : "") + (state && ` ${state}`);
  if (cell.textContent !== text) cell.textContent = text;
  if (state) cell.setAttribute("aria-label", word(BROKEN[state], { text: text || word("empty") }));
  else if (cell.hasAttribute("aria-label")) cell.removeAttribute("aria-label");
}

export function comment(cell, text) {
  cell.classList.toggle("noted", Boolean(text));
  if (text) cell.dataset.c = text;
  else delete cell.dataset.c;
}

/** {a, sign, b, late, code} of a text such as "4/5 оп10" or "2→4". */
export function parse(text) {
  const found = TEXT.exec(text);
  return found ? { a: found[1], sign: found[2], b: found[3], late: found[4] } : { code: text };
}

export const join = ({ a, sign, b, late }) => [a && b ? `${a}${sign ?? "/"}${b}` : a, late].filter(Boolean).join(" ");

// The chosen cell. Where cells lie is measured once and after a change of size, so that a key never waits for the layout.

let now = grid.querySelector("td[tabindex='0']");
let tinted = null;
let shape = null;
let scroll = { x: 0, y: 0 };
const forget = () => { shape = null; };
new ResizeObserver(forget).observe(box);
addEventListener("resize", forget);
addEventListener("scroll", forget, { passive: true });
box.addEventListener("scroll", () => { scroll = { x: box.scrollLeft, y: box.scrollTop }; }, { passive: true });

function measure() {
  const at = box.getBoundingClientRect();
  const foot = document.querySelector(".keys:not([hidden])")?.offsetHeight ?? 0;
  scroll = { x: box.scrollLeft, y: box.scrollTop };
  shape = {
    tops: Array.from(body, (row) => row.offsetTop),
    lefts: Array.from(days, (th) => th.offsetLeft),
    high: body[0]?.offsetHeight ?? 0,
    head: grid.tHead.offsetHeight,
    name: Array.from(days).filter((th) => th.matches(".no, .name")).reduce((sum, th) => sum + th.offsetWidth, 0),
    width: box.clientWidth,
    height: Math.min(box.clientHeight, innerHeight - at.top - foot),
  };
}

function reveal(cell) {
  const { tops, lefts, high, head: under, name, width, height } = shape;
  const y = tops[cell.parentElement.sectionRowIndex];
  const x = lefts[cell.cellIndex];
  const right = lefts[cell.cellIndex + 1] ?? grid.offsetWidth;
  if (y + high * 2 > scroll.y + height) box.scrollTop = y + high * 2 - height;
  else if (y < scroll.y + under) box.scrollTop = y - under;
  if (right > scroll.x + width) box.scrollLeft = right - width;
  else if (x < scroll.x + name) box.scrollLeft = x - name;
}

export const chosen = () => now;

/** The one cell with the focus; its head and name are tinted. */
export function choose(cell) {
  if (!isCell(cell)) return;
  if (!shape) measure();
  const before = now;
  before?.removeAttribute("aria-selected");
  const moved = tinted !== head(cell);
  if (moved) {
    tinted?.classList.remove("at");
    tinted = head(cell);
    tinted.classList.add("at");
  }
  before?.parentElement.querySelector(".name").classList.remove("at");
  cell.parentElement.querySelector(".name").classList.add("at");
  now = cell;
  cell.tabIndex = 0;
  cell.setAttribute("aria-selected", "true");
  reveal(cell);
  if (document.activeElement !== cell) cell.focus({ preventScroll: true });
  if (before && before !== cell) before.tabIndex = -1; // after the focus has left: of a cell that has it the browser reckons the style anew
  grid.dispatchEvent(new CustomEvent("chosen", { detail: { moved } }));
}

/** The cell `down` rows and `right` columns away; with `skip` the first one there in which one may type. */
export function beside(cell, down, right, skip = false) {
  let y = cell.parentElement.sectionRowIndex + down;
  let x = cell.cellIndex + right;
  for (let next; (next = body[y]?.cells[x]); y += down, x += right) {
    if (isCell(next) && (!skip || isOpen(next))) return next;
    if (!down && !right) break;
  }
  return null;
}

export const corner = (cell, row, first) => {
  const line = row === null ? cell.parentElement : body[row < 0 ? body.length - 1 : row];
  if (first === null) return line.cells[cell.cellIndex];
  const cells = Array.from(line.cells).filter(isCell);
  return first ? cells[0] : cells[cells.length - 1];
};

/** Today's column third from the left, once, before the teacher has touched anything. */
export function showToday() {
  measure();
  const th = Array.from(days).find((day) => day.classList.contains("today")) ?? (now && head(now));
  if (th) box.scrollLeft = shape.lefts[th.cellIndex] - shape.name - th.offsetWidth * (shape.width < 700 ? 3 : 14);
  scroll = { x: box.scrollLeft, y: box.scrollTop };
}

// Pieces of HTML the program makes itself, in the classes of the visual language.
export function element(tag, { role, hidden, ...what } = {}, ...inside) {
  const out = Object.assign(document.createElement(tag), what);
  if (role) out.setAttribute("role", role);
  if (hidden) out.hidden = true;
  out.append(...inside);
  return out;
}

export const button = (text, act, extra = "") => element("button", { type: "button", className: `b ${extra}`.trim(), textContent: text, onclick: act });

const notices = new Map();

/** A notice above the grid under a name of its own: text and acts; empty text takes it away. */
export function notice(name, text, acts = [], kind = "is-warn") {
  const old = notices.get(name);
  if (!text) { old?.remove(); notices.delete(name); return; }
  const inside = typeof text === "string" ? element("p", { textContent: text }) : text;
  const out = element("div", { className: `notice ${kind}`, role: "status" }, inside, ...acts);
  if (old) old.replaceWith(out);
  else document.getElementById("j-notices").append(out);
  notices.set(name, out);
}
