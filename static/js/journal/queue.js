// The queue of unsent cells and the one who sends it. A record leaves the device only when the server said "saved",
// or the teacher decided. Each request carries a key; a repeated request has the same key and the same content.

import { about, word } from "./cells.js";

const USER = Number(about.user);
const LIMIT = 1000;
const WAIT = [2, 4, 8, 16, 30];

/** Records of this page by id, as shown now (what IndexedDB holds, a moment earlier). */
export const pending = new Map();
/** null while all is well, else "line", "signin" or "user": why cells wait. */
export let trouble = null;
export let kept = true;
export const events = new EventTarget();
const emit = (type, detail) => events.dispatchEvent(new CustomEvent(type, { detail }));

const random = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, "0")).join("");
const idOf = (url, at) => [USER, url, at.l === undefined ? `r${at.r}` : `l${at.l}`, at.s ?? ""].join("|");
export const get = (url, at) => pending.get(idOf(url, at));
const here = (rec) => [about.save, about.results, about.attendance, about.topics].includes(rec.url);

// Two stores: `cells` is what the teacher wants, written blindly within the key press; `sent` is what is on the way, under
// its key. Without IndexedDB both are two maps, and the page says so.

let db = null;
const memory = { cells: new Map(), sent: new Map() };

const opened = new Promise((done) => {
  try {
    const ask = indexedDB.open("journal", 1);
    ask.onupgradeneeded = () => { for (const name of ["cells", "sent"]) ask.result.createObjectStore(name, { keyPath: "id" }); };
    ask.onsuccess = () => { db = ask.result; db.onversionchange = () => db.close(); done(); };
    ask.onerror = ask.onblocked = () => done(lose());
  } catch {
    done(lose());
  }
});

/** The browser keeps nothing (private window, full disk): go on in memory and say so. */
function lose() {
  if (db) for (const rec of pending.values()) memory.cells.set(rec.id, rec);
  db = null;
  kept = false;
  emit("state");
}

/** Operations are [store, record] to write and [store, null, id] to delete. */
function apply(ops, stores) {
  for (const [name, rec, id] of ops) {
    if (db) rec ? stores.objectStore(name).put(rec) : stores.objectStore(name).delete(id);
    else rec ? memory[name].set(rec.id, rec) : memory[name].delete(id);
  }
}

const begin = (durability) => db.transaction(["cells", "sent"], "readwrite", { durability });
const finished = (turn) => new Promise((done, fail) => { turn.oncomplete = done; turn.onabort = () => fail(turn.error); });

const late = new Map(); // typed, and the store has not yet said that it has it

/** Writes without reading first: the transaction is on its way before the key press is over. It does not wait for the disk,
 * so that none queues behind another and dies with the page; the sender's next transaction brings all of them to the disk. */
async function lay(recs) {
  const ops = recs.map((rec) => ["cells", rec]);
  for (const rec of recs) late.set(rec.id, rec);
  if (!db) await opened;
  if (!db) return apply(ops);
  try {
    const turn = begin("relaxed");
    apply(ops, turn);
    turn.commit?.();
    await finished(turn);
    for (const rec of recs) if (late.get(rec.id) === rec) late.delete(rec.id);
  } catch {
    lose();
  }
}

// A page that is left takes its unfinished transactions with it; what is late is handed to the next page in another way.

const LATE = "journal-late-";
addEventListener("pagehide", () => {
  if (kept && late.size) try { localStorage.setItem(LATE + random(), JSON.stringify([...late.values()])); } catch { /* nowhere to keep it */ }
});

/** Puts what pages left behind into the store, where nothing newer stands. */
async function gather() {
  let names = [];
  try { names = Object.keys(localStorage).filter((name) => name.startsWith(LATE)); } catch { return; }
  const left = names.flatMap((name) => JSON.parse(localStorage.getItem(name) ?? "[]"));
  if (left.length) await change((cells) => left.filter((rec) => !(cells.find(({ id }) => id === rec.id)?.at > rec.at)).map((rec) => ["cells", rec]));
  for (const name of names) localStorage.removeItem(name);
}

/** Reads all, lets `fn(cells, sent)` decide and writes the operations it returns, in one transaction. */
async function change(fn) {
  await opened;
  if (!db) return apply(fn([...memory.cells.values()], [...memory.sent.values()]));
  try {
    const turn = begin("strict");
    turn.objectStore("cells").getAll().onsuccess = ({ target: cells }) => {
      turn.objectStore("sent").getAll().onsuccess = ({ target: sent }) => apply(fn(cells.result, sent.result), turn);
    };
    await finished(turn);
  } catch {
    lose();
    apply(fn([...memory.cells.values()], [...memory.sent.values()]));
  }
}

const mine = (recs) => recs.filter((rec) => rec.user === USER);

/** What waits: {others: [[name, n, page]], elsewhere: [[title, n, page]]}; fills `pending` with this page's records. */
export async function load() {
  let all = [];
  await gather();
  await change((cells) => { all = cells; return []; });
  for (const rec of mine(all).filter(here)) if (!pending.has(rec.id)) pending.set(rec.id, rec);
  return { others: count(all.filter((rec) => rec.user !== USER), "by"), elsewhere: count(mine(all).filter((rec) => !here(rec)), "title") };
}

/** [name, how many, page of the last one]. */
function count(recs, name) {
  const found = new Map();
  for (const rec of recs) found.set(rec[name], [rec[name], (found.get(rec[name])?.[1] ?? 0) + 1, rec.page]);
  return [...found.values()];
}

// Versions answered since the page was opened: an edit made while its cell was on the way starts from them.
const versions = new Map();

/** Edits: [{url, at: {l|r, s}, v, t?, c?, taken?, reason?}]. Kept and shown at once, sent as soon as the line is free. */
export function edit(list) {
  const moment = Date.now();
  const ids = list.map((e) => {
    const id = idOf(e.url, e.at);
    const { url, at, v, ...text } = e;
    const old = pending.get(id);
    const fresh = { id, user: USER, by: about.userName, url, ...at, page: location.pathname, title: about.title, v };
    pending.set(id, { ...(old ?? fresh), ...text, v: old?.info?.v ?? old?.v ?? v, at: moment, rev: random(), state: undefined, info: undefined });
    return id;
  });
  lay(ids.map((id) => pending.get(id))).then(send);
  emit("state");
}

/** The teacher's decision about a clash or a refused cell: "mine" (send again over what is stored), "stored", "again". */
export async function decide(rec, how, more = {}) {
  const next = how === "stored" ? null : { ...rec, ...more, v: rec.info?.v ?? rec.v, state: undefined, info: undefined, rev: random() };
  if (next) pending.set(rec.id, next);
  else pending.delete(rec.id);
  await change(() => [["cells", next, rec.id], ["sent", null, rec.id]]);
  tell([{ id: rec.id, rec: next, at: rec, now: { t: rec.info?.t, v: rec.info?.v, c: rec.info?.c } }]);
  send();
}

// Sender: one request at a time, of all pages and tabs of this person in this browser.

let busy = false;
let again = false;
let failures = 0;
let timer = 0;

export async function send() {
  if (busy) { again = true; return; }
  busy = true;
  clearTimeout(timer);
  try {
    if (navigator.locks) await navigator.locks.request("journal-send", drain);
    else await drain();
  } finally {
    busy = false;
  }
  if (again && !trouble) { again = false; send(); }
}

async function drain() {
  for (;;) {
    again = false;
    const batch = await claim();
    if (!batch.length) return;
    const answer = await post(batch);
    if (answer.wait) {
      trouble = answer.wait;
      timer = setTimeout(send, WAIT[Math.min(failures++, WAIT.length - 1)] * 1000);
      emit("state");
      return;
    }
    trouble = null;
    failures = 0;
    await settle(batch, answer);
  }
}

/** The next batch of one address: first what is already on the way, as it was; else all that is new. */
async function claim() {
  let batch = [];
  await change((cells, sents) => {
    const old = mine(sents);
    if (old.length) {
      batch = old.filter((one) => one.key === old[0].key && one.url === old[0].url);
      return [];
    }
    const ready = mine(cells).filter((rec) => !rec.state).sort((a, b) => here(b) - here(a) || a.at - b.at);
    const key = random();
    batch = ready.filter((rec) => rec.url === ready[0].url).slice(0, LIMIT).map((rec) => {
      const { id, user, url, l, r, s, t, c, taken, topic, reason, rev } = rec;
      const v = Math.max(rec.v, versions.get(id) ?? 0);
      return { id, user, url, key, rev, cell: { l, r, s, v, t, c, taken, topic, reason } };
    });
    return batch.map((one) => ["sent", one]);
  });
  return batch;
}

async function post(batch) {
  const { url, key } = batch[0];
  const body = JSON.stringify({ key, user: USER, cells: batch.map((one) => one.cell) });
  let answer;
  let json = null;
  try {
    answer = await fetch(url, {
      method: "POST", body, redirect: "manual", credentials: "same-origin", signal: AbortSignal.timeout(20000),
      headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token() },
    });
    if (answer.headers.get("Content-Type")?.includes("json")) json = await answer.json();
  } catch {
    return { wait: "line" };
  }
  const { status } = answer;
  if (answer.ok && json?.saved) return json;
  if (answer.type === "opaqueredirect" || status === 401 || (status === 403 && !json)) return { wait: "signin" };
  if (status === 409) return { wait: "user" };
  if (status < 400 || status >= 500 || status === 408 || status === 429) return { wait: "line" };
  const message = json?.message || word("gone");
  return { refused: batch.map((one) => ({ ...one.cell, t: undefined, c: undefined, v: undefined, code: json?.code ?? "denied", message })) };
}

export function token() {
  const name = about.csrfCookie ?? "csrftoken";
  const found = document.cookie.split("; ").find((part) => part.startsWith(`${name}=`));
  return found?.slice(name.length + 1) ?? document.querySelector("input[name=csrfmiddlewaretoken]")?.value ?? "";
}

async function settle(batch, answer) {
  const by = new Map();
  for (const kind of ["saved", "clash", "refused"]) for (const cell of answer[kind] ?? []) by.set(idOf(batch[0].url, cell), { kind, cell });
  const news = [];
  await change((cells, sents) => batch.flatMap(({ id, url, key, rev, cell: was }) => {
    if (sents.find((one) => one.id === id)?.key !== key) return []; // another tab was quicker
    const { kind, cell } = by.get(id) ?? { kind: "refused", cell: { code: "denied", message: word("gone") } };
    const rec = cells.find((one) => one.id === id);
    const item = { id, at: { url, l: was.l, r: was.r, s: was.s }, rev, moment: rec?.at, now: cell, kind, rec: null };
    news.push(item);
    if (was.topic && (kind === "clash" || cell.code === "none")) return [["sent", null, id], ["cells", null, id]]; // the plan keeps its topic: nothing is lost
    if (kind === "saved") {
      if (cell.v !== undefined) versions.set(id, cell.v);
      if (rec && rec.rev !== rev) item.rec = { ...rec, v: cell.v ?? rec.v };
    } else if (rec) {
      const state = kind === "clash" ? "clash" : cell.code === "reason" ? "reason" : "refused";
      item.rec = { ...rec, state, info: cell };
    }
    return [["sent", null, id], ["cells", item.rec, id]];
  }));
  tell(news);
}

// Other tabs of this browser may show the same page.

const tabs = "BroadcastChannel" in self ? new BroadcastChannel("journal") : null;
if (tabs) tabs.onmessage = ({ data }) => { if (data.user === USER) hear(data.news); };

function tell(news) {
  tabs?.postMessage({ user: USER, news });
  hear(news);
}

/** What the server or another tab said: keeps `pending` right and hands the news to the page. */
function hear(news) {
  if (trouble && news.some((item) => item.kind === "saved")) trouble = null;
  for (const item of news) {
    if (item.now?.v !== undefined && item.kind === "saved") versions.set(item.id, item.now.v);
    const shown = pending.get(item.id);
    // What this tab typed before another tab wrote over it in the store is sent no more.
    const over = shown && shown.at < item.moment;
    if (!item.rec && (!shown || shown.rev === item.rev || !item.rev || over)) pending.delete(item.id);
    else if (item.kind === "saved" && shown) shown.v = item.now.v ?? shown.v;
    else if (item.rec && here(item.rec)) pending.set(item.id, shown && item.rev && shown.rev !== item.rec.rev ? { ...shown, state: item.rec.state, info: item.rec.info } : item.rec);
  }
  emit("news", news);
  emit("state");
}

addEventListener("online", send);
addEventListener("focus", send);
addEventListener("pageshow", send);
document.addEventListener("visibilitychange", () => { if (!document.hidden) send(); });
addEventListener("beforeunload", (e) => { if (!kept && pending.size) e.preventDefault(); });
