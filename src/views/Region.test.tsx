// @vitest-environment happy-dom
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Region } from './Region.tsx';

let broken = false;
function Part({ name }: { readonly name: string }) {
  if (broken && name === 'left') throw new Error('A node is missing');
  return <p>{name}</p>;
}

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
});
afterEach(() => vi.unstubAllGlobals());

test('an error blanks only its own region, names what broke, and can be retried', async () => {
  const place = document.createElement('div');
  document.body.append(place);
  const root = createRoot(place);
  const render = () =>
    act(async () =>
      root.render(
        <>
          <Region name="The left">
            <Part name="left" />
          </Region>
          <Region name="The right">
            <Part name="right" />
          </Region>
        </>,
      ),
    );
  broken = false;
  await render();
  expect(place.textContent).toBe('leftright');
  broken = true;
  await render();
  expect(place.querySelector('[role="alert"]')?.textContent).toMatch(
    /^The left cannot be shown: A node is missing\./,
  );
  expect(place.textContent).toContain('right');
  broken = false;
  await act(async () => place.querySelector('button')!.click());
  expect(place.textContent).toBe('leftright');
});
