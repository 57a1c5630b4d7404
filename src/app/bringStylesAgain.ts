/**
 * Retries the style sheet of a lazy part. When it fails, the bundler's loader would reject the part with it and never request
 * the sheet again. So the part is let through and its sheet requested once more.
 */
import { MissingPart } from '#commands/importModule.ts';
import { notifyError } from '#commands/notifyError.ts';
import { failed } from '#messages/Failure.ts';
import * as failures from '#messages/generated/loadErrors.ts';

const RETRY_AFTER_MS = 600;

/** Vite's error message; see `handlePreloadError` there. */
const SHEET = /Unable to preload CSS for (\S+)/;

export function bringStylesAgain(): void {
  window.addEventListener('vite:preloadError', (event) => {
    const path = SHEET.exec(event.payload.message)?.[1];
    if (path === undefined) return;
    event.preventDefault();
    setTimeout(() => {
      const link = document.createElement('link');
      link.rel = 'stylesheet';
      link.href = `${path}?again`;
      link.addEventListener('error', () => {
        notifyError(failed(failures.partUnstyled(), MissingPart));
      });
      document.head.append(link);
    }, RETRY_AFTER_MS);
  });
}
