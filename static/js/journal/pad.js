// The mark pad of a phone: takes the bottom bar's place while a cell is chosen.

import { beside, chosen, choose, grid, head, nameOf, points, titleOf, works } from "./cells.js";
import { move, textOf, type } from "./keys.js";

const MOST = 13; // points of a criterion that stand in one row

const pad = document.querySelector(".keys");
const out = (name) => pad.querySelector(`[data-pad=${name}]`);

export function show(cell) {
  if (!cell) return;
  if (pad.hidden) {
    pad.hidden = false;
    document.body.classList.add("has-pad");
    dispatchEvent(new Event("resize")); // the pad covers part of the box: it is measured again
    requestAnimationFrame(() => choose(chosen()));
  }
  out("name").textContent = nameOf(cell);
  out("day").textContent = titleOf(cell).split(",")[0];
  criteria(cell);
}

// By criteria each has a row of its points: one tap each, and the next student comes when all are there.

const rows = document.createElement("div");
rows.className = "criteria";
pad.querySelector("p").after(rows);

function criteria(cell) {
  const own = works(cell);
  const fits = own.length > 0 && own.every((one) => points(one).length <= MOST);
  pad.classList.toggle("by-criteria", fits);
  rows.replaceChildren(...(fits ? own.map((one) => row(one, own.length > 1)) : []));
  rows.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
}

function row(cell, named) {
  const line = document.createElement("div");
  const th = head(cell);
  line.setAttribute("role", "group");
  line.setAttribute("aria-label", th.title || th.dataset.title);
  if (cell === chosen()) line.setAttribute("aria-current", "true");
  if (named) {
    const label = document.createElement("b");
    label.textContent = th.querySelector("small")?.textContent.split("/")[0] || th.dataset.l;
    line.append(label);
  }
  const now = textOf(cell).split(" ")[0];
  for (const point of points(cell)) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = point;
    button.setAttribute("aria-pressed", String(point === now));
    button.addEventListener("click", (e) => { e.stopPropagation(); tap(cell, point); });
    line.append(button);
  }
  return line;
}

function tap(cell, point) {
  const empty = () => works(cell).find((one) => !textOf(one));
  const wasFull = !empty();
  choose(cell);
  type(point, true);
  if (document.querySelector("dialog[open]")) return;
  const next = empty();
  if (wasFull) choose(cell);
  else choose(next ?? beside(works(cell)[0], 1, 0, true) ?? cell);
  show(chosen());
}

function hide() {
  pad.hidden = true;
  document.body.classList.remove("has-pad");
}

document.body.classList.toggle("has-pad", !pad.hidden);

// The focus stays in the cell: a press on the pad must not take it.
for (const name of ["pointerdown", "mousedown"]) pad.addEventListener(name, (e) => e.preventDefault());

pad.addEventListener("click", (e) => {
  const { key, whole } = e.target.closest("button")?.dataset ?? {};
  if (key === undefined || !chosen()) return;
  if (key === "down") move(1, 0);
  else if (key === "comment") grid.dispatchEvent(new CustomEvent("ask", { detail: ["comment", chosen()] }));
  else type(key, whole !== undefined);
});

document.addEventListener("focusout", (e) => {
  if (!grid.contains(e.target)) return;
  setTimeout(() => { if (!grid.contains(document.activeElement) && !document.querySelector("dialog[open]")) hide(); }, 150);
});
