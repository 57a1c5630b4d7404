/**
 * The theme in force: the user's choice or the system's, set as `data-theme` on the root, and as a Theme for painters. With
 * `data-projector` its text is larger and its lines are stronger. One Theme
 * object serves every canvas, so that its identity tells whether to repaint.
 */
import { themeFromTokens, type Theme } from '#canvas/theme.ts';
import { uiStore } from '#state/uiStore.ts';

const prefersDark = matchMedia('(prefers-color-scheme: dark)');
/** In forced colours the system's palette is under the canvases, and is dark or light. */
const forcedColours = matchMedia('(forced-colors: active)');
const listeners = new Set<() => void>();
let theme: Theme | null = null;
let isForProjector = false;
let stopFollowing: (() => void) | undefined;

function isDark(): boolean {
  const choice = uiStore.getState().theme;
  return choice === 'system' || forcedColours.matches ? prefersDark.matches : choice === 'dark';
}

function readTheme(): Theme {
  const dark = isDark();
  const { dataset } = document.documentElement;
  dataset['theme'] = dark ? 'dark' : 'light';
  isForProjector = uiStore.getState().projector;
  if (isForProjector) dataset['projector'] = '';
  else delete dataset['projector'];
  const style = getComputedStyle(document.documentElement);
  return themeFromTokens((name) => style.getPropertyValue(`--${name}`).trim(), dark);
}

function refresh(): void {
  const isOtherSize = isForProjector !== uiStore.getState().projector;
  if (theme && theme.dark === isDark() && !isOtherSize) return;
  theme = readTheme();
  // The window is measured in the size of its text (`layout.ts`).
  if (isOtherSize) dispatchEvent(new Event('resize'));
  for (const listener of listeners) listener();
}

/** Sets the theme on the document at the first call. */
export const themeInForce = (): Theme => (theme ??= readTheme());

export function followTheme(listener: () => void): () => void {
  if (listeners.size === 0) {
    prefersDark.addEventListener('change', refresh);
    forcedColours.addEventListener('change', refresh);
    stopFollowing = uiStore.subscribe(refresh);
    refresh();
  }
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    prefersDark.removeEventListener('change', refresh);
    forcedColours.removeEventListener('change', refresh);
    stopFollowing?.();
  };
}
