/** Which of the four arrangements the window has room for. CSS does the rest; this is for what must not be rendered. */
import { useSyncExternalStore } from 'react';

type Layout = 'phone' | 'narrow' | 'normal' | 'wide';

const phone = matchMedia('(max-width: 640px)');
const narrow = matchMedia('(max-width: 1199px)');
const wide = matchMedia('(min-width: 1681px)');
const queries = [phone, narrow, wide];

export function presentLayout(): Layout {
  if (phone.matches) return 'phone';
  if (narrow.matches) return 'narrow';
  return wide.matches ? 'wide' : 'normal';
}

function subscribe(listener: () => void): () => void {
  for (const query of queries) query.addEventListener('change', listener);
  return () => queries.forEach((query) => query.removeEventListener('change', listener));
}

export function useLayout(): Layout {
  return useSyncExternalStore(subscribe, presentLayout);
}
