// Texts of a term: each saves itself a moment after the last letter. What the server has not taken stays on this device
// under the teacher's own name, is put back when the page is opened again, and is sent when the line is back.

const root = document.getElementById("texts");
const words = JSON.parse(document.getElementById("text-words").textContent);
const USER = root.dataset.user;
const PAUSE = 1500, WAIT = [3, 6, 12, 30];
const forms = [...root.querySelectorAll("form.text")];
const states = new Map(); // form → {saved, timer, busy, failures, trouble}

const part = (form, name) => form.querySelector(`[data-part=${name}]`);
const key = (form) => `journal-text|${USER}|${location.pathname}|${form.elements.column.value}|${form.elements.student.value}`;
const keep = (form, value) => {
  try {
    if (value === null) localStorage.removeItem(key(form));
    else localStorage.setItem(key(form), JSON.stringify(value));
    return true;
  } catch { return false; }
};
const draft = (form) => { try { return JSON.parse(localStorage.getItem(key(form))); } catch { return null; } };
const field = (form) => form.elements.words;
const plain = (text) => text.trim().split("\n").map((line) => line.trim().replace(/\s+/g, " ")).join("\n");
const dirty = (form) => plain(field(form).value) !== plain(states.get(form).saved);

function tell(form, text, tone = "") {
  const line = part(form, "state");
  line.textContent = text;
  line.className = `text-state small${tone ? ` is-${tone}` : ""}`;
}

function count(form) {
  const most = field(form).maxLength;
  part(form, "left").textContent = `${field(form).value.length} / ${most}`;
}

function later(form, ms) {
  const state = states.get(form);
  clearTimeout(state.timer);
  state.timer = setTimeout(() => send(form), ms);
}

function changed(form) {
  count(form);
  if (!dirty(form)) { keep(form, null); tell(form, ""); return; }
  const kept = keep(form, { words: field(form).value, version: form.elements.version.value });
  states.get(form).kept = kept;
  tell(form, "");
  later(form, PAUSE);
}

async function send(form) {
  const state = states.get(form);
  if (state.busy || state.clash || !dirty(form)) return;
  const reason = form.elements.reason;
  if (reason && state.saved && !reason.value.trim()) { tell(form, words.reason, "warn"); return; }
  state.busy = true;
  const sent = field(form).value;
  tell(form, words.saving);
  let answer, said;
  try {
    const body = new FormData(form);
    const stop = AbortSignal.timeout ? AbortSignal.timeout(20000) : undefined;
    answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" }, redirect: "manual", signal: stop });
    said = answer.headers.get("Content-Type")?.startsWith("application/json") ? await answer.json() : null;
  } catch { answer = null; }
  state.busy = false;
  if (answer?.ok && said) return taken(form, said, sent);
  if (answer?.status === 409 && said?.code === "clash") return clash(form, said);
  if (said?.message) return tell(form, said.message, "bad");
  if (answer && (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403)) return tell(form, words.signin, "bad");
  if (answer && answer.status < 500 && answer.status !== 429 && answer.status !== 408) return tell(form, words.gone, "bad");
  tell(form, state.kept === false ? words.unkept : words.waits, "warn");
  later(form, 1000 * WAIT[Math.min(state.failures++, WAIT.length - 1)]);
}

function taken(form, said, sent) {
  const state = states.get(form);
  state.saved = said.words;
  state.failures = 0;
  form.elements.version.value = said.v;
  if (form.elements.reason) form.elements.reason.value = "";
  if (field(form).value !== sent) return changed(form);
  keep(form, null);
  tell(form, `${words.saved} ${said.at}`, "good");
}

function clash(form, said) {
  const state = states.get(form), place = part(form, "clash");
  state.clash = true;
  tell(form, said.message, "bad");
  const box = document.createElement("div");
  box.className = "notice is-warn";
  const text = document.createElement("p");
  text.textContent = `${words.stored}: ${said.words || "—"}`;
  box.append(text);
  for (const [name, mine] of [[words.keep_mine, true], [words.keep_stored, false]]) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "b";
    button.textContent = name;
    button.addEventListener("click", () => {
      state.clash = false;
      state.saved = said.words;
      form.elements.version.value = said.v;
      place.replaceChildren();
      if (!mine) field(form).value = said.words;
      changed(form);
      if (mine) send(form);
      field(form).focus();
    });
    box.append(button);
  }
  place.replaceChildren(box);
}

// Phrases

function insert(form, phrase) {
  const area = field(form), at = area.selectionStart, to = area.selectionEnd;
  const before = area.value.slice(0, at), after = area.value.slice(to);
  const text = `${before && !/\s$/.test(before) ? " " : ""}${phrase}${after && !/^\s/.test(after) ? " " : ""}`;
  if (area.value.length - (to - at) + text.length > area.maxLength) { tell(form, words.long, "bad"); return; }
  area.setRangeText(text, at, to, "end");
  area.focus();
  changed(form);
}

const phrases = () => [...document.querySelectorAll("#phrases [data-phrase]")].map((el) => el.textContent);

function list(form, menu) {
  const place = menu.querySelector("div");
  const buttons = phrases().map((phrase) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "b bare small";
    button.textContent = phrase;
    button.addEventListener("click", () => { menu.open = false; insert(form, phrase); });
    return button;
  });
  if (!buttons.length) {
    const none = document.createElement("p");
    none.className = "quiet small";
    none.textContent = words.no_phrases;
    buttons.push(none);
  }
  const more = document.getElementById("phrase-keep").content.cloneNode(true);
  more.querySelector("button").addEventListener("click", () => { menu.open = false; keepPhrase(form); });
  place.replaceChildren(...buttons, more);
}

async function keepPhrase(form) {
  const area = field(form);
  const phrase = (area.value.slice(area.selectionStart, area.selectionEnd) || area.value).trim();
  if (!phrase) return window.school.say(words.phrase_none, "error");
  const body = new FormData();
  body.set("words", phrase);
  body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  try {
    const answer = await fetch(root.dataset.phrases, { method: "POST", body, headers: { Accept: "application/json" } });
    const said = await answer.json();
    if (!answer.ok) return window.school.say(said.message, "error");
    if (!phrases().includes(said.words)) {
      let rows = document.querySelector("#phrases .rows");
      if (!rows) { rows = document.createElement("ul"); rows.className = "rows"; document.querySelector("#phrases form").before(rows); }
      const row = document.createElement("li"), text = document.createElement("span");
      text.dataset.phrase = "";
      text.textContent = said.words;
      row.append(text);
      rows.append(row);
    }
    window.school.say(words.phrase_kept);
  } catch { window.school.say(document.body.dataset.failed, "error"); }
}

for (const form of forms) {
  states.set(form, { saved: field(form).defaultValue, timer: 0, busy: false, failures: 0, clash: false });
  form.querySelector("[data-save]").hidden = true;
  const menu = form.querySelector("[data-phrase-menu]");
  menu.hidden = false;
  menu.addEventListener("toggle", () => { if (menu.open) list(form, menu); });
  form.addEventListener("input", () => changed(form));
  form.addEventListener("focusout", (e) => { if (!form.contains(e.relatedTarget)) { clearTimeout(states.get(form).timer); send(form); } });
  form.addEventListener("submit", (e) => { e.preventDefault(); send(form); });
  const waiting = draft(form);
  if (waiting && waiting.words !== field(form).value) {
    field(form).value = waiting.words;
    form.elements.version.value = waiting.version;
    count(form);
    later(form, 200);
  } else if (waiting) keep(form, null);
}

const all = () => forms.forEach((form) => { if (dirty(form)) send(form); });
addEventListener("online", all);
addEventListener("focus", all);
addEventListener("pagehide", () => forms.forEach((form) => { if (dirty(form)) keep(form, { words: field(form).value, version: form.elements.version.value }); }));
addEventListener("beforeunload", (e) => { if (forms.some((form) => dirty(form) && states.get(form).kept === false)) e.preventDefault(); });
// Texts are shown to families as they are stored: first what is still on its way.
root.querySelector("[data-give]")?.addEventListener("submit", (e) => {
  if (!forms.some(dirty)) return;
  e.preventDefault();
  e.stopPropagation();
  all();
  window.school.say(words.first, "error");
});
