/**
 * Theme and height of the dock survive a reload, in localStorage. Storage may be denied, full or hold anything: then
 * the page works with what it starts with.
 */
import { uiStore, type ThemeChoice } from '../state/uiStore.ts';

const KEY = 'fanout.preferences';
const THEMES: ReadonlySet<unknown> = new Set<ThemeChoice>(['system', 'light', 'dark']);
const DOCK_PX = { min: 36, max: 2_000 } as const;

/** Reads what was kept, then keeps every change; returns the way to stop. */
export function keepPreferences(storage: () => Storage): () => void {
  uiStore.setState(readPreferences(storage));
  return uiStore.subscribe(({ theme, dockHeightPx }, before) => {
    if (theme === before.theme && dockHeightPx === before.dockHeightPx) return;
    try {
      storage().setItem(KEY, JSON.stringify({ theme, dockHeightPx }));
    } catch {
      // Private windows and blocked site data refuse: the choice then lasts until the tab is closed.
    }
  });
}

function readPreferences(storage: () => Storage): Partial<{ theme: ThemeChoice; dockHeightPx: number }> {
  try {
    const kept: unknown = JSON.parse(storage().getItem(KEY) ?? '{}');
    if (typeof kept !== 'object' || kept === null) return {};
    const { theme, dockHeightPx } = kept as { theme?: unknown; dockHeightPx?: unknown };
    const height = typeof dockHeightPx === 'number' ? dockHeightPx : NaN;
    return {
      ...(THEMES.has(theme) ? { theme: theme as ThemeChoice } : {}),
      ...(height >= DOCK_PX.min && height <= DOCK_PX.max ? { dockHeightPx: height } : {}),
    };
  } catch {
    return {};
  }
}
