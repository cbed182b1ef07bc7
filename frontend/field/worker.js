// The phone page's worker: keeps the shell (page, script, styles, manifest, mark) and nothing of any case, and wakes the
// page when the network is back. self.PL_SHELL and
// PL_FONTS are put in front by the server and changes with every file of it.
/* global self, caches, fetch, clients */

const PREFIX = "plumbline-field-";
const name = PREFIX + self.PL_SHELL.join("|");

self.addEventListener("install", (event) => {
  const kept = caches.open(name).then((cache) => cache.addAll(self.PL_SHELL.map((url) => new Request(url, { cache: "reload" }))));
  event.waitUntil(kept.then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const cleared = caches.keys().then((all) =>
    Promise.all(all.filter((one) => one.startsWith(PREFIX) && one !== name).map((one) => caches.delete(one))),
  );
  event.waitUntil(cleared.then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== self.location.origin) return;
  if (url.pathname.startsWith(self.PL_FONTS)) return void event.respondWith(font(event.request));
  if (!self.PL_SHELL.includes(url.pathname)) return;
  const held = caches.open(name).then((cache) => cache.match(url.pathname, { ignoreVary: true }));
  event.respondWith(held.then((found) => found ?? fetch(event.request)));
});

// Pieces of fonts are kept as they come to be used; a phone with Chinese fonts of its own asks for none.
async function font(request) {
  const cache = await caches.open(name);
  const held = await cache.match(request, { ignoreVary: true });
  if (held) return held;
  const answer = await fetch(request);
  if (answer.ok) await cache.put(request, answer.clone());
  return answer;
}

// Where the browser has background sync, it calls when the network is back; elsewhere the page hears it itself.
self.addEventListener("sync", (event) => {
  const told = self.clients.matchAll().then((all) => all.forEach((one) => one.postMessage({ kind: "flush" })));
  event.waitUntil(told);
});
