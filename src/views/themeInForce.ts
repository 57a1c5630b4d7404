/**
 * The look in force: the person's choice or the system's, set as `data-theme` on the root, and the same as a Theme
 * for painters. One Theme object serves every canvas, so a repaint follows from identity alone.
 */
import { themeFromTokens, type Theme } from '../paint/theme.ts';
import { uiStore } from '../state/uiStore.ts';

const prefersDark = matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set<() => void>();
let theme: Theme | null = null;
let stopFollowing: (() => void) | undefined;

function isDark(): boolean {
  const choice = uiStore.getState().theme;
  return choice === 'system' ? prefersDark.matches : choice === 'dark';
}

function readTheme(): Theme {
  const dark = isDark();
  document.documentElement.dataset['theme'] = dark ? 'dark' : 'light';
  const style = getComputedStyle(document.documentElement);
  return themeFromTokens((name) => style.getPropertyValue(`--${name}`).trim(), dark);
}

function refresh(): void {
  if (theme && theme.dark === isDark()) return;
  theme = readTheme();
  for (const listener of listeners) listener();
}

/** Sets the look on the document the first time it is asked for. */
export const themeInForce = (): Theme => (theme ??= readTheme());

export function followTheme(listener: () => void): () => void {
  if (listeners.size === 0) {
    prefersDark.addEventListener('change', refresh);
    stopFollowing = uiStore.subscribe(refresh);
    refresh();
  }
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    prefersDark.removeEventListener('change', refresh);
    stopFollowing?.();
  };
}
