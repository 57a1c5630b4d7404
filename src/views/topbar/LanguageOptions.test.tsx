// @vitest-environment happy-dom
import { act } from 'react';
import { beforeEach, expect, test } from 'vitest';
import { uiStore } from '#state/uiStore.ts';
import { renderView } from '../testing/renderView.tsx';
import { LanguageOptions } from './LanguageOptions.tsx';

beforeEach(() => uiStore.setState(uiStore.getInitialState()));

const show = (tags: readonly string[]): HTMLElement => renderView(<LanguageOptions tags={tags} />).host;

test('every language stands there by its own name, English and that of the browser first', () => {
  const names = [...show(['de', 'fr', 'zh']).querySelectorAll('option')].map(
    ({ textContent }) => textContent,
  );
  expect(names).toEqual(['As the browser', 'English', 'Deutsch', 'Français', '中文']);
});

test('a choice is kept and comes with a reload that is asked for', () => {
  const place = show(['de']);
  expect(place.querySelector('button')).toBeNull();
  const select = place.querySelector('select')!;
  act(() => {
    select.value = 'de';
    select.dispatchEvent(new Event('change', { bubbles: true }));
  });
  expect(uiStore.getState().language).toBe('de');
  expect(place.querySelector('button')?.textContent).toBe('Reload in this language');
});

test('without another language there is nothing to choose', () => {
  expect(show([]).textContent).toBe('');
});
