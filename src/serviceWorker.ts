/**
 * Keeps the whole build in a cache, so that the app opens without a network after the first visit, from any path.
 * It asks its own origin only. The two constants are filled in by the build.
 */
declare const self: ServiceWorkerGlobalScope;
declare const PRECACHED_FILES: readonly string[];
declare const BUILD_VERSION: string;

const cachePrefix = `throughline ${self.registration.scope} `;
const cacheName = cachePrefix + BUILD_VERSION;
const startPage = new URL('index.html', self.registration.scope).href;

self.addEventListener('install', (event) => event.waitUntil(precache()));
self.addEventListener('activate', (event) => event.waitUntil(takeOver()));

// Sent by a page whose person has chosen to reload into the new build.
self.addEventListener('message', (event) => {
  if (event.data === 'activate') event.waitUntil(self.skipWaiting());
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || !request.url.startsWith(self.registration.scope)) return;
  event.respondWith(request.mode === 'navigate' ? openPage(request) : findAsset(request));
});

async function precache(): Promise<void> {
  const cache = await caches.open(cacheName);
  // Past the browser's own cache: what is kept must be of this build.
  await cache.addAll(
    PRECACHED_FILES.map((name) => new Request(new URL(name, self.registration.scope), { cache: 'no-cache' })),
  );
}

async function takeOver(): Promise<void> {
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  // A second window may still run the build before this one and ask for a part it has not loaded yet.
  if (windows.length <= 1) {
    const names = await caches.keys();
    const old = names.filter((name) => name.startsWith(cachePrefix) && name !== cacheName);
    await Promise.all(old.map((name) => caches.delete(name)));
  }
  await self.clients.claim();
}

async function openPage(request: Request): Promise<Response> {
  const address = new URL(request.url);
  address.search = '';
  address.hash = '';
  const isStartPage = address.href === self.registration.scope || address.href === startPage;
  const page = await (await caches.open(cacheName)).match(startPage);
  if (page && isStartPage) return page;
  try {
    return await fetch(request);
  } catch (error) {
    if (page) return page;
    throw error;
  }
}

async function findAsset(request: Request): Promise<Response> {
  const current = await (await caches.open(cacheName)).match(request);
  return current ?? (await caches.match(request)) ?? fetch(request);
}

export {};
