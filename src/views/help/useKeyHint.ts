/** Tooltip of a button with its shortcut, "Step one batch (S)", and the same for screen readers. */
import { useStore } from 'zustand';
import type { Action } from '#commands/actions.ts';
import { uiStore } from '#state/uiStore.ts';
import { ariaKeys, keyText } from './keyText.ts';

interface KeyHint {
  readonly 'data-hint': string;
  readonly 'aria-keyshortcuts'?: string;
}

/** @param more appended after the key */
export function useKeyHint({ label, keys }: Pick<Action, 'label' | 'keys'>, more = ''): KeyHint {
  const singleKeys = useStore(uiStore, (state) => state.singleKeys);
  const present = singleKeys ? keys : keys.filter((combination) => combination.startsWith('Mod+'));
  const [first] = present;
  if (first === undefined) return { 'data-hint': label };
  return { 'data-hint': `${label} (${keyText(first)})${more}`, 'aria-keyshortcuts': ariaKeys(present) };
}
