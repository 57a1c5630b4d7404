/** A key combination as on the user's keyboard: "Mod+Z" is ⌘Z on a Mac and Ctrl Z elsewhere. */
import type { KeyCombination } from '#commands/actions.ts';

const APPLE: Readonly<Record<string, string>> = { Mod: '⌘', Shift: '⇧', Alt: '⌥' };
const isAppleHere = typeof navigator === 'object' && /Mac|iPhone|iPad/.test(navigator.userAgent);

export function keyText(keys: KeyCombination, isApple = isAppleHere): string {
  return keys
    .split('+')
    .map((key) => (isApple ? (APPLE[key] ?? key) : key === 'Mod' ? 'Ctrl' : key))
    .join(isApple ? '' : ' ');
}

/** For `aria-keyshortcuts`: "Control+Shift+Z Control+Y", with Meta on a Mac. */
export function ariaKeys(keys: readonly KeyCombination[], isApple = isAppleHere): string {
  return keys.map((combination) => combination.replace('Mod', isApple ? 'Meta' : 'Control')).join(' ');
}
