/**
 * Reports changes of the device pixel ratio: the window was moved to another monitor, or zoomed. The canvas keeps its box in CSS
 * pixels then, so no resize observer fires, and it would stay blurred.
 */
const listeners = new Set<() => void>();
let query: MediaQueryList | null = null;

/** A media query is about one ratio: after a change the next query is about the new one. */
function follow(): void {
  query?.removeEventListener('change', onChange);
  query = null;
  if (listeners.size === 0) return;
  query = matchMedia(`(resolution: ${devicePixelRatio}dppx)`);
  query.addEventListener('change', onChange);
}

function onChange(): void {
  follow();
  for (const listener of listeners) listener();
}

/** @returns a function that stops listening */
export function onPixelRatio(listener: () => void): () => void {
  listeners.add(listener);
  if (!query) follow();
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) follow();
  };
}
