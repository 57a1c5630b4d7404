/** The look in force, for views: they render again when the person or the system changes it. */
import { useSyncExternalStore } from 'react';
import type { Theme } from '../paint/theme.ts';
import { followTheme, themeInForce } from './themeInForce.ts';

export function useTheme(): Theme {
  return useSyncExternalStore(followTheme, themeInForce);
}
