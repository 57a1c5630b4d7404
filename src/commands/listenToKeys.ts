/**
 * One keydown listener for all shortcuts. A key that is being typed, or that the focused control handles itself (Space on a
 * button, letters in a list), is left to it.
 */
import { uiStore } from '#state/uiStore.ts';
import { ACTIONS, type Action, type KeyCombination } from './actions.ts';
import type { Commands } from './Commands.ts';

/** Controls that take text. */
const TEXT = 'input, textarea, [contenteditable=""], [contenteditable="true"], [role="textbox"]';
/** Controls that react to letters by jumping to an option. */
const LISTS = 'select, [role="listbox"]';
/** Inputs without text. */
const NOT_TYPING = 'input[type="range"], input[type="checkbox"], input[type="radio"], input[type="button"]';
/** Controls that Space presses. */
const PRESSABLE =
  'button, a[href], summary, input, [role="button"], [role="checkbox"], [role="radio"], [role="switch"], [role="tab"], [role="option"], [role="menuitem"]';

/** Actions that a key held down repeats. */
const REPEATED: ReadonlySet<string> = new Set(['stepBatch', 'seekBack', 'seekOn']);

/** @returns a function that stops listening */
export function listenToKeys(
  target: Pick<Window, 'addEventListener' | 'removeEventListener'>,
  commands: Commands,
  isMac: boolean,
): () => void {
  const actions: readonly Action[] = Object.values(ACTIONS);
  /** The field whose text has been changed and not committed yet: it has its own undo. */
  let typedIn: EventTarget | null = null;
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' || event.key === 'Escape') typedIn = null;
    if (event.defaultPrevented || event.isComposing) return;
    const combination = combinationOf(event, isMac);
    const action = actions.find(({ keys }) => keys.includes(combination));
    if (!action || !action.when() || belongsToControl(event, combination, typedIn)) return;
    if (!combination.startsWith('Mod+') && !uiStore.getState().singleKeys) return;
    // Held down, a key would toggle play sixty times per second.
    if (event.repeat && !combination.startsWith('Mod+') && !REPEATED.has(action.id)) return;
    event.preventDefault();
    action.run(commands);
  };
  const onInput = (event: Event): void => {
    typedIn = event.target;
  };
  const onFocusIn = (): void => {
    typedIn = null;
  };
  target.addEventListener('keydown', onKey);
  target.addEventListener('input', onInput);
  target.addEventListener('focusin', onFocusIn);
  return () => {
    target.removeEventListener('keydown', onKey);
    target.removeEventListener('input', onInput);
    target.removeEventListener('focusin', onFocusIn);
  };
}

/** "Mod+Shift+Z", "Space", "?" …, as in `actions.ts`. */
export function combinationOf(event: KeyboardEvent, isMac: boolean): KeyCombination {
  const { key, shiftKey, altKey, ctrlKey, metaKey } = event;
  const isMod = isMac ? metaKey : ctrlKey;
  const isOther = isMac ? ctrlKey : metaKey;
  const letter = letterOf(event);
  const name = key === ' ' ? 'Space' : letter.length === 1 ? letter.toUpperCase() : letter;
  const isLetter = /^[A-Z]$/.test(name);
  return [
    ...(isMod ? ['Mod'] : []),
    ...(isOther ? ['Other'] : []),
    ...(altKey ? ['Alt'] : []),
    // Shift is part of typing "?", but distinguishes letters.
    ...(shiftKey && (isLetter || name === 'Space') ? ['Shift'] : []),
    name,
  ].join('+');
}

/**
 * On a keyboard of another script (Cyrillic, Greek, Arabic, Thai …) the Latin letter of the same key: the key itself types a
 * letter, a vowel sign or a ligature there. Layouts of Latin letters (AZERTY, Dvorak) mean what they type.
 */
function letterOf({ key, code }: KeyboardEvent): string {
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  const isOtherScript = /^[\p{L}\p{M}]+$/u.test(key) && !/\p{Script=Latin}/u.test(key);
  return letter !== undefined && isOtherScript ? letter : key;
}

function belongsToControl(
  event: KeyboardEvent,
  combination: KeyCombination,
  typedIn: EventTarget | null,
): boolean {
  const element = event.target;
  if (!(element instanceof Element)) return false;
  // A dialog has its own keys; what is behind it must not react.
  if (element.closest('dialog[open]')) return combination !== '?';
  const isTyping = element.closest(TEXT) !== null && !element.matches(NOT_TYPING);
  // A field has its own undo, but no palette.
  if (combination.startsWith('Mod+')) return isTyping && element === typedIn && combination !== 'Mod+K';
  if (isTyping || element.closest(LISTS) || element.closest('[role="dialog"]')) return true;
  return combination === 'Space' && element.closest(PRESSABLE) !== null;
}
