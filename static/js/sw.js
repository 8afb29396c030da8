// The service worker (scope "/", answered by a view at /sw.js). It keeps two things: files whose name carries their
// hash, and the last good copy of journal pages for the one person whose they are. It never keeps or repeats a POST.

const FILES = "files-1";
const PAGES = "pages-"; // + the user's id, from the header X-Journal-User
const WAIT = 6000; // ms for a page over a bad line before the copy is shown
const HASHED = /\.[0-9a-f]{8,32}\.\w+$/;
const LEAVES = /logout|log-out|signout|sign-out/;

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (name.startsWith("files-") && name !== FILES) await caches.delete(name);
  await clients.claim();
})()));

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return;
  if (request.method !== "GET") {
    if (LEAVES.test(url.pathname)) event.waitUntil(forget());
    return;
  }
  if (url.pathname.startsWith("/static/")) event.respondWith(file(request, HASHED.test(url.pathname)));
  else if (request.mode === "navigate" && url.pathname.startsWith("/journal/")) event.respondWith(page(event));
});

// The first page of a visit is loaded before this worker is there: it then asks to be kept.
addEventListener("message", (event) => event.waitUntil((async () => {
  const { page: address, files = [] } = event.data;
  const answer = await fetch(address, { credentials: "same-origin", redirect: "manual" });
  await keep(address, answer);
  await Promise.all(files.map((name) => file(new Request(name), HASHED.test(name)).catch(() => {})));
})()));

/** Keeps a journal page for its user, and nothing of anybody else. */
async function keep(request, answer) {
  const user = answer.headers.get("X-Journal-User");
  if (!answer.ok || !user || answer.redirected) return;
  await forget(user);
  await (await caches.open(PAGES + user)).put(request, answer.clone());
}

/** Deletes the kept pages of everyone but `user`. */
async function forget(user = null) {
  for (const name of await caches.keys()) if (name.startsWith(PAGES) && name !== PAGES + user) await caches.delete(name);
}

async function file(request, hashed) {
  const kept = await caches.open(FILES);
  if (hashed) {
    const old = await kept.match(request, { ignoreVary: true });
    if (old) return old;
  }
  try {
    const answer = await fetch(request);
    if (answer.ok) await kept.put(request, answer.clone());
    return answer;
  } catch (error) {
    const old = await kept.match(request, { ignoreVary: true });
    if (old) return old;
    throw error;
  }
}

async function page(event) {
  const { request } = event;
  const line = fetch(request).then(async (answer) => {
    await keep(request, answer);
    return answer;
  });
  event.waitUntil(line.catch(() => {}));
  const late = new Promise((done) => setTimeout(done, WAIT));
  const first = await Promise.race([line.catch(() => null), late.then(() => null)]);
  if (first && first.status < 500) return first;
  return (await copy(request)) ?? first ?? line;
}

/** The kept copy, told to say how old it is. */
async function copy(request) {
  for (const name of await caches.keys()) {
    if (!name.startsWith(PAGES)) continue;
    const old = await (await caches.open(name)).match(request, { ignoreVary: true });
    if (!old) continue;
    const said = new Date(old.headers.get("Date") ?? Date.now()).toISOString();
    const text = (await old.text()).replace("<body", `<body data-stale="${said}"`);
    const headers = new Headers(old.headers);
    headers.delete("Content-Encoding");
    headers.delete("Content-Length");
    return new Response(text, { status: 200, headers });
  }
  return null;
}
