// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test } from 'vitest';
import { defaultExperiment } from '#experiment/defaults.ts';
import { setExperiment, startWith, undo } from '#state/experimentStore.ts';
import { servingStore } from '#state/servingStore.ts';
import { trainingStore } from '#state/trainingStore.ts';
import { uiStore } from '#state/uiStore.ts';
import { ACTIONS } from './actions.ts';
import type { Commands } from './Commands.ts';
import { combinationOf, listenToKeys } from './listenToKeys.ts';

const ran: string[] = [];
const commands = new Proxy({} as Commands, {
  get:
    (_, name) =>
    (...args: unknown[]) =>
      ran.push([String(name), ...args].join(' ')),
});
let stop = (): void => undefined;

beforeEach(() => {
  ran.length = 0;
  startWith(defaultExperiment('circle'));
  trainingStore.setState({ phase: 'paused' });
  servingStore.setState({ phase: 'idle' });
  uiStore.setState({ helpOpen: false, theme: 'system', singleKeys: true });
  stop = listenToKeys(window, commands, false);
});
afterEach(() => {
  stop();
  document.body.innerHTML = '';
});

function press(init: KeyboardEventInit, on: Element = document.body): KeyboardEvent {
  const event = new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init });
  on.dispatchEvent(event);
  return event;
}
function add(html: string): Element {
  document.body.innerHTML = html;
  return document.body.querySelector('[data-focus]') ?? document.body.firstElementChild!;
}

test('Space plays when paused and pauses when playing', () => {
  expect(press({ key: ' ' }).defaultPrevented).toBe(true);
  trainingStore.setState({ phase: 'playing' });
  press({ key: ' ' });
  expect(ran).toEqual(['play', 'pause']);
});

test('letters run their action, in either case', () => {
  press({ key: 's' });
  press({ key: 'S', shiftKey: true });
  press({ key: 'r' });
  press({ key: 'b' });
  press({ key: 'l' });
  servingStore.setState({ phase: 'running' });
  press({ key: 'l' });
  expect(ran).toEqual(['step batch', 'step epoch', 'reset', 'sendBurst', 'startLoad', 'stopLoad']);
});

test('nothing that needs the engine runs before it is ready', () => {
  trainingStore.setState({ phase: 'starting' });
  expect(press({ key: ' ' }).defaultPrevented).toBe(false);
  press({ key: 'b' });
  expect(ran).toEqual([]);
});

test('undo and redo need Ctrl, and something to undo', () => {
  press({ key: 'z', ctrlKey: true });
  press({ key: 'y', ctrlKey: true });
  expect(ran).toEqual([]);
  setExperiment(defaultExperiment('xor'));
  press({ key: 'z', ctrlKey: true });
  undo();
  press({ key: 'Z', ctrlKey: true, shiftKey: true });
  press({ key: 'y', ctrlKey: true });
  expect(ran).toEqual(['undo', 'redo', 'redo']);
});

test.each([
  ['a text field', '<input type="text">'],
  ['a number field', '<input type="number">'],
  ['a menu', '<select><option>a</option></select>'],
  ['an editable text', '<div contenteditable="true"></div>'],
  ['a list', '<ul role="listbox"><li data-focus role="option" tabindex="0">a</li></ul>'],
  ['a dialog', '<dialog open><p data-focus tabindex="0">Text</p></dialog>'],
  ['a panel', '<div role="dialog"><input type="radio" data-focus></div>'],
])('keys typed in %s stay there', (_, html) => {
  const control = add(html);
  for (const key of ['b', 's', ' ']) expect(press({ key }, control).defaultPrevented).toBe(false);
  expect(ran).toEqual([]);
});

test('Ctrl+Z undoes the last edit wherever no text is being typed', () => {
  setExperiment(defaultExperiment('xor'));
  const undo = (on: Element): number => {
    const before = ran.length;
    press({ key: 'z', ctrlKey: true }, on);
    return ran.length - before;
  };
  expect(undo(add('<select><option>a</option></select>'))).toBe(1);
  expect(undo(add('<div role="dialog"><button data-focus>Close</button></div>'))).toBe(1);
  expect(undo(add('<dialog open><button data-focus>Close</button></dialog>'))).toBe(0);
  for (const type of ['range', 'checkbox', 'radio', 'button', 'number', 'search']) {
    const control = add(`<input type="${type}">`);
    expect(undo(control), type).toBe(1);
    // These controls edit the experiment, no text.
    if (['number', 'search'].includes(type)) continue;
    control.dispatchEvent(new Event('input', { bubbles: true }));
    expect(undo(control), `${type}, changed`).toBe(1);
  }

  const field = add('<input type="text">') as HTMLInputElement;
  expect(undo(field)).toBe(1);
  field.dispatchEvent(new Event('input', { bubbles: true }));
  expect(undo(field)).toBe(0);
  press({ key: 'Enter' }, field);
  expect(undo(field)).toBe(1);
});

test.each([
  ['Cyrillic', 'ы', 'KeyS', 'S'],
  ['Cyrillic', 'Я', 'KeyZ', 'Z'],
  ['Greek', 'β', 'KeyB', 'B'],
  ['Hebrew', 'ד', 'KeyS', 'S'],
  ['Arabic, a ligature of two', 'لا', 'KeyB', 'B'],
  ['Thai, a vowel sign', 'ิ', 'KeyB', 'B'],
  ['French, which means what it types', 'z', 'KeyW', 'Z'],
  ['German, which means what it types', 'z', 'KeyY', 'Z'],
  ['Dvorak, which means what it types', 'b', 'KeyN', 'B'],
  ['a letter with an accent', 'é', 'Digit2', 'É'],
  ['a key with a name', 'ArrowLeft', 'ArrowLeft', 'ArrowLeft'],
])('the letter of a keyboard: %s', (_, key, code, name) => {
  expect(combinationOf(new KeyboardEvent('keydown', { key, code }), false)).toBe(name);
});

test('shortcuts run on a keyboard of another script', () => {
  press({ key: 'ы', code: 'KeyS' });
  setExperiment(defaultExperiment('xor'));
  press({ key: 'я', code: 'KeyZ', ctrlKey: true });
  press({ key: 'b', code: 'KeyN' });
  expect(ran).toEqual(['step batch', 'undo', 'sendBurst']);
});

test('single keys can be switched off; Ctrl+Z stays', () => {
  uiStore.setState({ singleKeys: false });
  setExperiment(defaultExperiment('xor'));
  for (const key of ['s', 'b', 'l', ' ', '?']) expect(press({ key }).defaultPrevented).toBe(false);
  press({ key: 'z', ctrlKey: true });
  expect(ran).toEqual(['undo']);
});

test('Space on a button presses the button; a letter on it is a shortcut', () => {
  const button = add('<button><span data-focus>Send</span></button>');
  press({ key: ' ' }, button);
  expect(ran).toEqual([]);
  press({ key: 'b' }, button);
  expect(ran).toEqual(['sendBurst']);
});

test('a slider keeps its arrows but lets shortcuts through', () => {
  const slider = add('<input type="range">');
  expect(press({ key: 'ArrowRight' }, slider).defaultPrevented).toBe(false);
  press({ key: 'b' }, slider);
  expect(ran).toEqual(['sendBurst']);
});

test('a key held down toggles once, but steps repeatedly', () => {
  press({ key: ' ' });
  press({ key: ' ', repeat: true });
  press({ key: 's', repeat: true });
  expect(ran).toEqual(['play', 'step batch']);
});

test('keys of the browser and of other handlers are ignored', () => {
  for (const init of [{ ctrlKey: true }, { metaKey: true }, { altKey: true }]) press({ key: 'r', ...init });
  const event = new KeyboardEvent('keydown', { key: 'b', bubbles: true, cancelable: true });
  event.preventDefault();
  document.body.dispatchEvent(event);
  expect(ran).toEqual([]);
});

test('help opens by "?" whichever keys make it, theme goes round', () => {
  press({ key: '?', shiftKey: true });
  expect(uiStore.getState().helpOpen).toBe(true);
  press({ key: '?' });
  expect(uiStore.getState().helpOpen).toBe(false);
  press({ key: 't' });
  expect(ran).toEqual(['setTheme light']);
});

test('on a Mac the command key is the modifier', () => {
  const event = new KeyboardEvent('keydown', { key: 'z', metaKey: true, shiftKey: true });
  expect(combinationOf(event, true)).toBe('Mod+Shift+Z');
  expect(combinationOf(event, false)).not.toBe('Mod+Shift+Z');
});

test('no two actions share a key', () => {
  const keys = Object.values(ACTIONS).flatMap((action) => [...action.keys]);
  expect(new Set(keys).size).toBe(keys.length);
  for (const [name, { id }] of Object.entries(ACTIONS)) expect(id).toBe(name);
});
