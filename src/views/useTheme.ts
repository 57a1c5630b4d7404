/** The theme in force; re-renders when the user or the system changes it. */
import { useSyncExternalStore } from 'react';
import type { Theme } from '#canvas/theme.ts';
import { followTheme, themeInForce } from './themeInForce.ts';

export function useTheme(): Theme {
  return useSyncExternalStore(followTheme, themeInForce);
}
