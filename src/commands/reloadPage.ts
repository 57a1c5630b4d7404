/**
 * Reloads the page. Where a new version has been fetched for use offline and waits (a service worker in the state
 * "installed"), that version is what comes back; a plain reload would bring the old one again while a second tab is open.
 */
export async function reloadPage(
  // Not there on file: and plain http.
  container: Pick<ServiceWorkerContainer, 'getRegistration' | 'addEventListener'> | null = 'serviceWorker' in
  navigator
    ? navigator.serviceWorker
    : null,
  reload: () => void = () => location.reload(),
): Promise<void> {
  const registration = await container?.getRegistration().catch(() => undefined);
  const waiting = registration?.waiting;
  if (!container || !waiting) {
    reload();
    return;
  }
  container.addEventListener('controllerchange', reload, { once: true });
  waiting.postMessage({ type: 'SKIP_WAITING' });
}
