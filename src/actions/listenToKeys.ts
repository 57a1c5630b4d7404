/**
 * One keydown listener for all shortcuts. A key that is being typed, or that the focused control understands itself
 * (Space on a button, letters in a list), stays with it.
 */
import { ACTIONS, type Action, type KeyCombination } from './actions.ts';
import type { Commands } from './Commands.ts';

/** Controls that take text, or answer to letters by jumping to an option. */
const TYPING =
  'input, textarea, select, [contenteditable=""], [contenteditable="true"], [role="textbox"], [role="listbox"]';
/** Inputs in which nothing is typed. */
const NOT_TYPING = 'input[type="range"], input[type="checkbox"], input[type="radio"], input[type="button"]';
/** Controls that Space presses. */
const PRESSABLE =
  'button, a[href], summary, input, [role="button"], [role="checkbox"], [role="radio"], [role="switch"], [role="tab"], [role="option"], [role="menuitem"]';

/** @returns the way to stop listening */
export function listenToKeys(
  target: Pick<Window, 'addEventListener' | 'removeEventListener'>,
  commands: Commands,
  isMac: boolean,
): () => void {
  const actions: readonly Action[] = Object.values(ACTIONS);
  const onKey = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing) return;
    const combination = combinationOf(event, isMac);
    const action = actions.find(({ keys }) => keys.includes(combination));
    if (!action || belongsToControl(event, combination) || !action.when()) return;
    // Held down, a key would toggle play sixty times a second.
    if (event.repeat && !combination.startsWith('Mod+') && action.id !== 'stepBatch') return;
    event.preventDefault();
    action.run(commands);
  };
  target.addEventListener('keydown', onKey);
  return () => target.removeEventListener('keydown', onKey);
}

/** "Mod+Shift+Z", "Space", "?" … as `actions.ts` writes them. */
export function combinationOf(event: KeyboardEvent, isMac: boolean): KeyCombination {
  const { key, shiftKey, altKey, ctrlKey, metaKey } = event;
  const isMod = isMac ? metaKey : ctrlKey;
  const isOther = isMac ? ctrlKey : metaKey;
  const name = key === ' ' ? 'Space' : key.length === 1 ? key.toUpperCase() : key;
  const isLetter = /^[A-Z]$/.test(name);
  return [
    ...(isMod ? ['Mod'] : []),
    ...(isOther ? ['Other'] : []),
    ...(altKey ? ['Alt'] : []),
    // Shift is part of how "?" is typed, but a choice with a letter.
    ...(shiftKey && (isLetter || name === 'Space') ? ['Shift'] : []),
    name,
  ].join('+');
}

function belongsToControl(event: KeyboardEvent, combination: KeyCombination): boolean {
  const element = event.target;
  if (!(element instanceof Element)) return false;
  // A dialog has its own keys; what lies behind it must not move.
  if (element.closest('dialog[open], [role="dialog"]') && combination !== '?') return true;
  if (element.closest(TYPING) && !element.matches(NOT_TYPING)) return true;
  return combination === 'Space' && element.closest(PRESSABLE) !== null;
}
