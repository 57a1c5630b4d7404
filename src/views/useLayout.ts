/** The present arrangement. CSS does most of it; this is for what must not be rendered, or is rendered elsewhere. */
import { useSyncExternalStore } from 'react';
import { followLayout, layoutInForce, showsOnePart, type Layout } from './layout.ts';

export function useLayout(): Layout {
  return useSyncExternalStore(followLayout, layoutInForce);
}

/** Whether one part of the playground is shown at a time. */
export function useOnePart(): boolean {
  return showsOnePart(useLayout());
}
