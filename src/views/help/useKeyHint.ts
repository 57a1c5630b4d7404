/** Tooltip of a button with its shortcut, "Step one batch (S)", and the same for screen readers. */
import { useStore } from 'zustand';
import type { Action } from '#commands/actions.ts';
import * as say from '#messages/generated/actions.ts';
import { uiStore } from '#state/uiStore.ts';
import { ariaKeys, keyText } from './keyText.ts';

interface KeyHint {
  readonly 'data-hint': string;
  readonly 'aria-keyshortcuts'?: string;
}

/** @param text the hint of an action with a key, where it says more than that */
export function useKeyHint({ label, keys }: Pick<Action, 'label' | 'keys'>, text = say.withKey): KeyHint {
  const singleKeys = useStore(uiStore, (state) => state.singleKeys);
  const present = singleKeys ? keys : keys.filter((combination) => combination.startsWith('Mod+'));
  const [first] = present;
  if (first === undefined) return { 'data-hint': label };
  return {
    'data-hint': text({ action: label, key: keyText(first) }),
    'aria-keyshortcuts': ariaKeys(present),
  };
}
