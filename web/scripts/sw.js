// The service worker: keeps the studio's shell, so that the desk opens without a connection. What is
// asked of the API is never kept, and pages come from the network when there is one.
const version = "VERSION";
const shell = ["SHELL"];
const name = `shell-${version}`;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(name).then((cache) => cache.addAll(shell)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((other) => other !== name).map((other) => caches.delete(other))))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== location.origin || url.pathname.startsWith("/api/")) return;
  const kept = () => caches.match(event.request, { ignoreSearch: event.request.mode === "navigate" });
  if (url.pathname.startsWith("/_next/static/")) event.respondWith(kept().then((file) => file ?? fetch(event.request)));
  else if (event.request.mode === "navigate" && shell.includes(url.pathname))
    event.respondWith(fetch(event.request).catch(() => kept().then((page) => page ?? Response.error())));
});
