/** Finds out why a file of this page is missing, by requesting the page itself. */

export type WhyMissing = 'updated' | 'unreachable' | 'unknown';

interface PageAddress {
  /** URL of the document, without its fragment. */
  readonly page: string;
  /** The page's script as the document names it: another build has another name. */
  readonly entry: string | null;
}

export async function whyMissing(address = presentPage(), ask: typeof fetch = fetch): Promise<WhyMissing> {
  try {
    const response = await ask(address.page, { cache: 'no-store' });
    if (!response.ok) return 'unreachable';
    const html = await response.text();
    // A login page or an error page in its place has no script of ours.
    const isFanout = html.includes('id="root"');
    return address.entry !== null && isFanout && !html.includes(address.entry) ? 'updated' : 'unknown';
  } catch {
    return 'unreachable';
  }
}

const presentPage = (): PageAddress => ({
  page: location.href.replace(/#.*$/, ''),
  entry: document.querySelector('script[type="module"][src]')?.getAttribute('src') ?? null,
});
