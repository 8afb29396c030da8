// The teacher signs the chosen lesson: one key or one tap, when everything of it is saved.

import { about, head, isTerm, word } from "./cells.js";
import { say } from "./keys.js";
import { pending, token } from "./queue.js";

/** True when the head of the column has changed. */
export async function sign(cell) {
  const th = head(cell);
  if (isTerm(cell) || !th.dataset.l) return false;
  if (pending.size) return say(word("sign_unsaved"));
  const headers = { Accept: "application/json", "X-CSRFToken": token() };
  const answer = await fetch(about.sign.replace("{l}", th.dataset.l), { method: "POST", headers, redirect: "error" }).catch(() => null);
  const told = await answer?.json().catch(() => null);
  if (!answer?.ok || !told) return say(told?.message ?? word("sign_later"));
  th.dataset.signed = told.signed;
  delete th.dataset.changed;
  say(told.signed);
  return true;
}
