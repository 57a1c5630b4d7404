/**
 * Keeps the page for use offline: registers the service worker of the build (`vite-plugin-pwa`), which fetches every file of
 * this version once. A new version is fetched in the background and offered; it never replaces the page by itself.
 */

/** Within this a browser that was left open looks for a new version again. */
const LOOK_AGAIN_MS = 6 * 3_600_000;

/**
 * @param offer called when a new version is ready; the first version is no news
 * @example void keepOffline(navigator.serviceWorker, () => notify('A new version is ready.'))
 */
export async function keepOffline(container: ServiceWorkerContainer, offer: () => void): Promise<void> {
  try {
    const registration = await container.register('./sw.js', { updateViaCache: 'none' });
    const watch = (worker: ServiceWorker | null): void => {
      const tell = (): void => {
        if (worker?.state === 'installed' && container.controller) offer();
      };
      worker?.addEventListener('statechange', tell);
      tell();
    };
    watch(registration.waiting);
    watch(registration.installing);
    registration.addEventListener('updatefound', () => watch(registration.installing));
    setInterval(() => void registration.update().catch(() => undefined), LOOK_AGAIN_MS);
  } catch {
    // Private windows, blocked storage, a host without the file: everything but offline use works as before.
  }
}
