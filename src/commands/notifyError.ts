/** Shows an error's message as a notice at the bottom of the screen. */
import { uiStore } from '#state/uiStore.ts';
import { MissingPart } from './importModule.ts';

export function notifyError(error: unknown): void {
  const text = error instanceof Error ? error.message : String(error);
  const isMissing = error instanceof MissingPart;
  uiStore.setState({ notice: { text, tone: 'error', ...(isMissing ? { offer: 'reload' } : {}) } });
}

/** For what somebody may have ended on purpose, by closing or by another choice: an AbortError is no news then. */
export function notifyUnlessAborted(error: unknown): void {
  if (!isAbort(error)) notifyError(error);
}

export const isAbort = (error: unknown): boolean =>
  error instanceof DOMException && error.name === 'AbortError';
