/** Tells the reader at the foot of the screen what went wrong, in the error's own words. */
import { uiStore } from '../state/uiStore.ts';

export function showProblem(error: unknown): void {
  const text = error instanceof Error ? error.message : String(error);
  uiStore.setState({ notice: { text, tone: 'error' } });
}
