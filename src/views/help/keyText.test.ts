/** Keys as they stand on the reader's keyboard. */
import { expect, it } from 'vitest';
import { hintOf, keyText } from './keyText.ts';

it('writes the modifiers of each keyboard', () => {
  expect(keyText('Mod+Shift+Z', false)).toBe('Ctrl Shift Z');
  expect(keyText('Mod+Shift+Z', true)).toBe('⌘⇧Z');
  expect(keyText('Space', true)).toBe('Space');
});

it('names an action with its first key, or alone where it has none', () => {
  expect(hintOf({ label: 'Step one batch', keys: ['S', 'X'] })).toBe('Step one batch (S)');
  expect(hintOf({ label: 'Measure all', keys: [] })).toBe('Measure all');
});
