import { afterEach, expect, test, vi } from 'vitest';

afterEach(() => vi.unstubAllGlobals());

test('every change of the pixel ratio is reported, until listening is stopped', async () => {
  const asked = new Map<string, Set<() => void>>();
  vi.stubGlobal('devicePixelRatio', 1);
  vi.stubGlobal('matchMedia', (media: string) => {
    const listeners = asked.get(media) ?? new Set();
    asked.set(media, listeners);
    return {
      addEventListener: (_: string, listener: () => void) => listeners.add(listener),
      removeEventListener: (_: string, listener: () => void) => listeners.delete(listener),
    };
  });
  const moveTo = (ratio: number): void => {
    const before = `(resolution: ${devicePixelRatio}dppx)`;
    vi.stubGlobal('devicePixelRatio', ratio);
    for (const listener of asked.get(before) ?? []) listener();
  };
  const { onPixelRatio } = await import('./pixelRatio.ts');
  const repaint = vi.fn();
  const stop = onPixelRatio(repaint);
  moveTo(2);
  expect(repaint).toHaveBeenCalledTimes(1);
  moveTo(1.25);
  expect(repaint).toHaveBeenCalledTimes(2);
  stop();
  moveTo(1);
  expect(repaint).toHaveBeenCalledTimes(2);
});
