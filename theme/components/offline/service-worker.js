/**
 * Keeps the emergency page for when there is no network, with what it needs to look as it does, and nothing
 * else. While there is a network, the page comes from there. Registered for that page alone: no other page
 * waits for it. publishing/site/offline.py fills in what is kept, and a version that changes with it.
 */

const VERSION = "@version@";
const KEPT = "@kept@"; // by the page's path: the paths of what it loads

const page = new URL(self.registration.scope).pathname;
const paths = [page, ...(KEPT[page] ?? [])];
const prefix = `kept ${page} `;
const name = prefix + VERSION;

async function keep() {
  const kept = await caches.open(name);
  await kept.addAll([new Request(page, { cache: "no-store" }), ...paths.slice(1)]);
  await self.skipWaiting();
}

async function forgetOlder() {
  const names = await caches.keys();
  await Promise.all(names.filter((one) => one.startsWith(prefix) && one !== name).map((one) => caches.delete(one)));
  await self.clients.claim();
}

async function keptAnswer(path) {
  const answer = await (await caches.open(name)).match(path);
  if (!answer || path !== page) return answer;
  const html = await answer.text();
  return new Response(html.replace("data-offline-note hidden", "data-offline-note"), { headers: answer.headers });
}

async function answer(request, path) {
  try {
    return await fetch(request);
  } catch (error) {
    const kept = await keptAnswer(path);
    if (kept) return kept;
    throw error;
  }
}

self.addEventListener("install", (event) => event.waitUntil(keep()));
self.addEventListener("activate", (event) => event.waitUntil(forgetOlder()));
self.addEventListener("fetch", (event) => {
  const { pathname, origin } = new URL(event.request.url);
  if (origin === self.location.origin && paths.includes(pathname)) event.respondWith(answer(event.request, pathname));
});
