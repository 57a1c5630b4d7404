/** `fetch` with one retry: a connection that breaks for a moment is the most common fault. */

const RETRY_AFTER_MS = 400;

/** The last response, which may be an HTTP error. Rejects as `fetch` does. */
export async function fetchAgain(
  url: URL | string,
  { load = fetch, signal }: { readonly load?: typeof fetch; readonly signal?: AbortSignal } = {},
): Promise<Response> {
  const options: RequestInit = signal ? { signal } : {};
  try {
    const response = await load(url, options);
    if (response.ok) return response;
  } catch {
    signal?.throwIfAborted();
  }
  await new Promise((resolve) => setTimeout(resolve, RETRY_AFTER_MS));
  signal?.throwIfAborted();
  // Bypasses the cache, which may have kept the error.
  return load(url, { ...options, cache: 'reload' });
}
