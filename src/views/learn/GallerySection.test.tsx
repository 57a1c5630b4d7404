// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { defaultExperiment } from '#experiment/defaults.ts';
import { DEMOS } from '#lessons/demos/demos.ts';
import { decodeLink } from '#share/decodeLink.ts';
import { experimentStore, startWith, undo } from '#state/experimentStore.ts';
import { uiStore } from '#state/uiStore.ts';
import { click, control, renderView } from '../testing/renderView.tsx';
import { GallerySection, hasWords } from './GallerySection.tsx';

const plain = defaultExperiment('spiral');
const present = () => experimentStore.getState().experiment;
const cards = (host: HTMLElement): string[] =>
  [...host.querySelectorAll('.demo b')].map(({ textContent }) => textContent);

beforeEach(() => {
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      observe(): void {}
      disconnect(): void {}
    },
  );
  startWith(plain);
  uiStore.setState(uiStore.getInitialState());
});
afterEach(() => vi.unstubAllGlobals());

test('all demos, in groups; each opens with its sentence, and Undo brings the work back', () => {
  const { host } = renderView(<GallerySection />);
  expect(cards(host)).toHaveLength(DEMOS.length);
  expect(host.querySelectorAll('h2')).toHaveLength(4);
  click(host.querySelector<HTMLElement>('.demo-open')!);
  const first = DEMOS.find(({ group }) => group === 'shapes')!;
  expect(present()).toMatchObject({ title: first.title(), note: first.about(), network: { seed: 7 } });
  expect(uiStore.getState().notice?.text).toContain('Undo');
  act(undo);
  expect(present()).toBe(plain);
});

test('the search finds by any words of title and sentence', () => {
  const spiral = DEMOS.find(({ id }) => id === 'spiral-one-layer')!;
  expect(hasWords(spiral, '')).toBe(true);
  expect(hasWords(spiral, 'GELU  spiral')).toBe(true);
  expect(hasWords(spiral, 'spiral penguins')).toBe(false);
  const { host } = renderView(<GallerySection />);
  const search = control(host, 'Search the demos');
  act(() => {
    const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')!.set!;
    set.call(search, 'goroutines');
    search.dispatchEvent(new Event('input', { bubbles: true }));
  });
  expect(cards(host)).toEqual(['127 goroutines left behind']);
  expect(host.querySelector('[role="status"]')!.textContent).toBe('1 demo');
});

test('a link opens the very demo', async () => {
  const written: string[] = [];
  vi.stubGlobal('navigator', {
    clipboard: { writeText: (text: string) => Promise.resolve(void written.push(text)) },
  });
  const { host } = renderView(<GallerySection />);
  click(control(host, 'Copy the link of A ripple needs depth'));
  await vi.waitUntil(() => written.length > 0);
  const { experiment } = await decodeLink(written[0]!);
  expect(experiment).toMatchObject({
    title: 'A ripple needs depth',
    network: { seed: 6 },
    data: { seed: 1 },
  });
  expect(written[0]!.length).toBeLessThan(700);
});
