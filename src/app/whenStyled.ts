/**
 * Waits for the style sheet, and requests it again if it failed. WebKit runs the page's script without waiting for it, every
 * browser runs it when it failed, and the first picture reads colours and geometry from it.
 */
import { failed } from '#messages/Failure.ts';
import * as failures from '#messages/generated/loadErrors.ts';

/** Waits before each retry, in milliseconds. */
const RETRY_AFTER_MS = [300, 1_500];
/** A style sheet that takes longer is requested again. */
const LIMIT_MS = 20_000;
const POLL_MS = 25;

/** Whether its custom properties are there: every theme defines this one. */
export const isStyled = (): boolean =>
  getComputedStyle(document.documentElement).getPropertyValue('--surface') !== '';

/** Resolves when the page is styled; rejects with an error for the reader. */
export async function whenStyled(): Promise<void> {
  const link = document.head.querySelector<HTMLLinkElement>('link[rel="stylesheet"]');
  if (!link) throw failed(failures.sheetMissing());
  await settled(link, () => performance.getEntriesByName(link.href, 'resource').length > 0);
  for (const [turn, waitMs] of RETRY_AFTER_MS.entries()) {
    if (isStyled()) return;
    await pause(waitMs);
    const again = link.cloneNode() as HTMLLinkElement;
    // Another address, since some caches keep a "not found" for a while.
    again.href = `${link.href.replace(/\?.*$/, '')}?again=${turn + 1}`;
    link.after(again);
    await settled(again, () => false);
  }
  if (isStyled()) return;
  throw failed(failures.sheetNotLoaded());
}

/** Until it has loaded, has failed, or takes too long. `ended` covers what happened before listening. */
async function settled(link: HTMLLinkElement, ended: () => boolean): Promise<void> {
  const told = new AbortController();
  for (const type of ['load', 'error']) {
    link.addEventListener(type, () => told.abort(), { signal: told.signal });
  }
  const endMs = performance.now() + LIMIT_MS;
  while (!told.signal.aborted && !isStyled() && !ended() && performance.now() < endMs) await pause(POLL_MS);
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
