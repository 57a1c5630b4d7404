// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keepFocus } from './keepFocus.ts';

let stop = (): void => undefined;
beforeEach(() => {
  document.body.innerHTML = `
    <section><button id="first">First</button></section>
    <section><div id="row"><button id="a">A</button><button id="b">B</button><button id="c">C</button></div>
      <button id="after">After</button></section>
    <div class="notice-place"></div>`;
  stop = keepFocus(document);
});
afterEach(() => stop());

const get = (id: string): HTMLElement => document.getElementById(id)!;
/** Observers and the browser's own blur come after the change. */
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));
async function focusedAfter(change: () => void): Promise<string> {
  change();
  if (document.activeElement && !document.activeElement.isConnected)
    (document.activeElement as HTMLElement).blur();
  await settled();
  return document.activeElement?.id ?? '';
}

test('when the focused control is removed, the next one gets the focus, else the one before', async () => {
  get('b').focus();
  expect(await focusedAfter(() => get('b').remove())).toBe('c');
  expect(await focusedAfter(() => get('c').remove())).toBe('a');
});

test('when its whole group is removed, the nearest of the same region gets it', async () => {
  get('a').focus();
  expect(await focusedAfter(() => get('row').remove())).toBe('after');
});

test('when its region is removed, the control focused before gets it', async () => {
  get('first').focus();
  document.querySelector('.notice-place')!.innerHTML = '<p><button id="dismiss">Dismiss</button></p>';
  get('dismiss').focus();
  expect(await focusedAfter(() => document.querySelector('.notice-place p')!.remove())).toBe('first');
});

test('a control out of the tab order does not get it', async () => {
  get('c').tabIndex = -1;
  get('b').focus();
  expect(await focusedAfter(() => get('b').remove())).toBe('a');
});

test('a focus that was given up on purpose stays given up', async () => {
  get('b').focus();
  get('b').blur();
  await settled();
  expect(await focusedAfter(() => get('b').remove())).toBe('');
});

test('a dialog that was opened without a focus returns none', async () => {
  document.body.insertAdjacentHTML(
    'beforeend',
    '<dialog open><p><button id="close">Close</button></p></dialog>',
  );
  get('close').focus();
  expect(await focusedAfter(() => document.querySelector('dialog p')!.remove())).toBe('');
});
