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
