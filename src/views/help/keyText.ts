/** A combination as it stands on the keyboard before the reader: "Mod+Z" is ⌘Z on a Mac and Ctrl Z elsewhere. */
import type { KeyCombination } from '../../actions/actions.ts';

const APPLE: Readonly<Record<string, string>> = { Mod: '⌘', Shift: '⇧', Alt: '⌥' };
const isAppleHere = typeof navigator === 'object' && /Mac|iPhone|iPad/.test(navigator.userAgent);

export function keyText(keys: KeyCombination, isApple = isAppleHere): string {
  return keys
    .split('+')
    .map((key) => (isApple ? (APPLE[key] ?? key) : key === 'Mod' ? 'Ctrl' : key))
    .join(isApple ? '' : ' ');
}

/** The label of an action with its first key, for a button's hint: "Step one batch (S)". */
export function hintOf(action: { readonly label: string; readonly keys: readonly KeyCombination[] }): string {
  const [first] = action.keys;
  return first === undefined ? action.label : `${action.label} (${keyText(first)})`;
}
