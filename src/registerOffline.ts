/** Whether the app opens without a network from now on: `refused` where the browser would not register it. */
export type OfflineState = 'registered' | 'unsupported' | 'refused';

/**
 * Registers the service worker that `npm run build` makes; in development there is none.
 * `onUpdateReady` is called when a newer build is complete and waits; its argument reloads this page into it.
 */
export async function registerOffline(onUpdateReady: (apply: () => void) => void): Promise<OfflineState> {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return 'unsupported';
  try {
    const address = `${import.meta.env.BASE_URL}sw.js`;
    const registration = await navigator.serviceWorker.register(address, { updateViaCache: 'none' });
    announceUpdates(registration, onUpdateReady);
    return 'registered';
  } catch {
    // Private windows and pages that are not served over https or loopback may refuse; the app works all the same.
    return 'refused';
  }
}

function announceUpdates(
  registration: ServiceWorkerRegistration,
  onUpdateReady: (apply: () => void) => void,
): void {
  const announce = (worker: ServiceWorker): void =>
    onUpdateReady(() => {
      navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
      worker.postMessage('activate');
    });
  if (registration.waiting) announce(registration.waiting);
  registration.addEventListener('updatefound', () => {
    const worker = registration.installing;
    worker?.addEventListener('statechange', () => {
      // Without a controller this is the first visit, and nothing was there to be replaced.
      if (worker.state === 'installed' && navigator.serviceWorker.controller) announce(worker);
    });
  });
}
