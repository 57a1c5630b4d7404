/**
 * Theme, language, single-key shortcuts, dock height and whether the tour is done survive a reload, in localStorage. Storage may be denied, full or hold invalid data:
 * then the defaults are used.
 */
import { uiStore, type ThemeChoice } from '#state/uiStore.ts';

const KEY = 'fanout.preferences';
const THEMES: ReadonlySet<unknown> = new Set<ThemeChoice>(['system', 'light', 'dark']);
const DOCK_PX = { min: 36, max: 2_000 } as const;

/** Reads the kept preferences, then keeps every change; returns a function that stops it. */
export function persistPreferences(storage: () => Storage): () => void {
  uiStore.setState(readPreferences(storage));
  return uiStore.subscribe(({ theme, language, singleKeys, dockHeightPx, tourDone }, before) => {
    const isSame =
      theme === before.theme &&
      language === before.language &&
      singleKeys === before.singleKeys &&
      dockHeightPx === before.dockHeightPx &&
      tourDone === before.tourDone;
    if (isSame) return;
    try {
      storage().setItem(KEY, JSON.stringify({ theme, language, singleKeys, dockHeightPx, tourDone }));
    } catch {
      // Private windows and blocked site data refuse: the choice then lasts until the tab is closed.
    }
  });
}

interface Preferences {
  theme: ThemeChoice;
  language: string | null;
  singleKeys: boolean;
  dockHeightPx: number;
  tourDone: boolean;
}

function readPreferences(storage: () => Storage): Partial<Preferences> {
  try {
    const kept: unknown = JSON.parse(storage().getItem(KEY) ?? '{}');
    if (typeof kept !== 'object' || kept === null) return {};
    const { theme, language, singleKeys, dockHeightPx, tourDone } = kept as Partial<
      Record<keyof Preferences, unknown>
    >;
    const height = typeof dockHeightPx === 'number' ? dockHeightPx : NaN;
    return {
      ...(THEMES.has(theme) ? { theme: theme as ThemeChoice } : {}),
      // One that there is no more is passed over when languages are chosen.
      ...(typeof language === 'string' ? { language } : {}),
      ...(typeof singleKeys === 'boolean' ? { singleKeys } : {}),
      ...(tourDone === true ? { tourDone } : {}),
      ...(height >= DOCK_PX.min && height <= DOCK_PX.max ? { dockHeightPx: height } : {}),
    };
  } catch {
    return {};
  }
}
