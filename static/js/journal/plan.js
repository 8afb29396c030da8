// The plan's topic enters the chosen lesson: one key or one tap.

import { about, head, isTerm, topic, word } from "./cells.js";
import { say } from "./keys.js";
import { token } from "./queue.js";

/** True when the head of the column has changed. */
export async function enter(cell) {
  const th = head(cell);
  if (isTerm(cell) || !th.dataset.l) return false;
  if (topic(cell)) return say(word("topic_stands"));
  const headers = { Accept: "application/json", "X-CSRFToken": token() };
  const answer = await fetch(about.plan.replace("{l}", th.dataset.l), { method: "POST", headers, redirect: "error" }).catch(() => null);
  const told = await answer?.json().catch(() => null);
  if (!answer?.ok || !told) return say(told?.message ?? word("topic_later"));
  grid.tHead.querySelector(".topic").cells[cell.cellIndex].firstElementChild.textContent = told.topic;
  th.dataset.home = told.homework;
  say(word("topic_entered", { text: told.topic }));
  return true;
}
