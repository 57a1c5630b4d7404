/** Key combinations as text. */
import { expect, it } from 'vitest';
import { ariaKeys, keyText } from './keyText.ts';

it('writes the modifiers of each keyboard', () => {
  expect(keyText('Mod+Shift+Z', false)).toBe('Ctrl Shift Z');
  expect(keyText('Mod+Shift+Z', true)).toBe('⌘⇧Z');
  expect(keyText('Space', true)).toBe('Space');
});

it('writes keys as aria-keyshortcuts wants them', () => {
  expect(ariaKeys(['Mod+Shift+Z', 'Mod+Y'], false)).toBe('Control+Shift+Z Control+Y');
  expect(ariaKeys(['Mod+Z', 'Space'], true)).toBe('Meta+Z Space');
});
