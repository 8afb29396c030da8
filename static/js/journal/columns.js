// Many cells at once: a block from a spreadsheet, one value for a column, all present. One act, one request, one undo.

import { about, all, beside, choose, chosen, column, element, head, isOpen, isTerm, isValue, join, meant, nameOf, ofLesson, parse, place, shut, titleOf, word } from "./cells.js";
import { ask } from "./dialogs.js";
import { recOf, say, textOf, write } from "./keys.js";
import * as queue from "./queue.js";

const VALUES = (about.resultsValues ?? "5 4 3 2 н/а осв").split(" ");
const SAME = { h: "н", y: "у", n: "н" }; // look-alike letters of a Latin keyboard

/** What a typed or pasted text means for this cell; null when it means nothing here. */
export function meaning(cell, raw) {
  const text = raw.trim().toLowerCase().replace(/\s+/g, " ").replace(/^(\d+),0+$/, "$1").replace(/^(\d+)[\\;, ]+(\d+)/, "$1/$2");
  if (isTerm(cell)) return VALUES.includes(text) ? text : null;
  if (/^[нбуhyn]$/.test(text)) return SAME[text] ?? text;
  const { a, b, late, code } = parse(text === "о" || text === "o" ? "оп" : meant(text));
  if (code !== undefined || (a && !isValue(a, head(cell))) || (b && !isValue(b, head(cell)))) return null;
  return join({ a, b, late });
}

const free = (cell) => isOpen(cell) && recOf(cell)?.state !== "clash";

/** Lines and tabs from a spreadsheet, laid down from the chosen cell; empty ones leave what is there. */
export function paste(text) {
  const lines = text.replace(/\r\n?/g, "\n").replace(/\n+$/, "").split("\n").map((line) => line.split("\t"));
  const start = chosen();
  const done = [];
  let [closed, unclear, over] = [0, 0, 0];
  let row = start;
  for (const line of lines) {
    let cell = row;
    for (const raw of line) {
      if (raw.trim()) {
        const t = cell && free(cell) ? meaning(cell, raw) : undefined;
        if (!cell) over++;
        else if (t === undefined) closed++;
        else if (t === null) unclear++;
        else done.push([cell, { t }]);
      }
      cell = cell && beside(cell, 0, 1);
    }
    row = row && beside(row, 1, 0);
  }
  write(done);
  const parts = [word("pasted", { n: done.length })];
  if (closed) parts.push(word("skipped_closed", { n: closed }));
  if (unclear) parts.push(word("skipped_unclear", { n: unclear }));
  if (over) parts.push(word("skipped_over", { n: over }));
  say(parts.join(" "));
}

/** One value for every empty cell of the column, or for all. */
export async function fill() {
  const start = chosen();
  if (!start) return say(word("choose_first"));
  if (shut(column(start).find((cell) => !cell.classList.contains("out")) ?? start)) return say(shut(start));
  const cells = column(start).filter(free);
  const input = element("input", { className: "in", id: "j-fill", maxLength: 8, autocomplete: "off" });
  const error = element("p", { className: "error", role: "alert", hidden: true });
  const over = element("input", { type: "checkbox" });
  const quick = (isTerm(start) ? VALUES : [...all(head(start)), "н", "б", "у"]).map((text) => element("button", { type: "button", className: "b", textContent: text, onclick: () => { input.value = text; input.focus(); } }));
  const act = () => {
    const t = input.value.trim() ? meaning(start, input.value) : null;
    if (t === null) {
      error.textContent = word("no_such_mark", { text: input.value, all: (isTerm(start) ? VALUES : [...all(head(start)), "н", "б", "у", "оп"]).join(" ") });
      error.hidden = false;
      input.setAttribute("aria-invalid", "true");
      input.focus();
      return false;
    }
    say(word("filled", { n: write(cells.filter((cell) => over.checked || !textOf(cell)).map((cell) => [cell, { t }])) }));
  };
  const form = element("form", { onsubmit: (e) => { e.preventDefault(); form.closest("dialog").querySelector(".main-act").click(); } },
    element("div", { className: "field" }, element("label", { htmlFor: "j-fill", textContent: word("fill_value") }), input, error),
    element("div", { className: "acts" }, ...quick), element("label", { className: "tick" }, over, word("fill_over")));
  const empty = cells.filter((cell) => !textOf(cell)).length;
  const done = ask(word("fill_title"), `${titleOf(start)}. ${word("fill_empty", { n: empty, all: cells.length })}`, [form], [[word("cancel"), null, "bare"], [word("fill"), act, "main-act"]], start);
  input.focus();
  await done;
}

/** Attendance of the chosen lesson is taken; every `н` of it is cleared (asked first, Ctrl+Z brings them back). */
export async function present() {
  const start = chosen() && ofLesson(chosen());
  if (!start || isTerm(start)) return say(word("choose_first"));
  const open = column(start).find((cell) => !cell.classList.contains("out"));
  if (open && shut(open)) return say(shut(open));
  const absent = column(start).filter((cell) => free(cell) && textOf(cell) === "н");
  const { l } = place(start);
  const act = () => {
    write(absent.map((cell) => [cell, { t: "" }]));
    if (about.attendance) queue.edit([{ url: about.attendance, at: { l }, v: 0, taken: true }]);
    head(start).dataset.taken = "";
    say(word("all_present", { title: titleOf(start) }));
  };
  if (!absent.length) {
    act();
    return choose(start); // the next key is the grid's again
  }
  await ask(word("present_title"), titleOf(start), [element("p", { textContent: word("present_clears", { n: absent.length, names: absent.map(nameOf).join(", ") }) })],
    [[word("cancel"), null, "bare"], [word("present"), act, "main-act"]], start);
}
