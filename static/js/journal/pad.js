// The mark pad of a phone: takes the bottom bar's place while a cell is chosen.

import { chosen, choose, grid, nameOf, titleOf } from "./cells.js";
import { move, type } from "./keys.js";

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
