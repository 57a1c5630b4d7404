import { beforeEach, expect, test } from 'vitest';
import { uiStore } from '#state/uiStore.ts';
import { persistPreferences } from './persistPreferences.ts';

const kept = new Map<string, string>();
const storage = () =>
  ({
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  }) as unknown as Storage;

beforeEach(() => {
  kept.clear();
  uiStore.setState(uiStore.getInitialState());
});

test('choices survive a reload', () => {
  const stop = persistPreferences(storage);
  uiStore.setState({ theme: 'dark', language: 'de', singleKeys: false, dockHeightPx: 400 });
  stop();
  uiStore.setState(uiStore.getInitialState());
  persistPreferences(storage)();
  const { theme, language, singleKeys, dockHeightPx } = uiStore.getState();
  expect({ theme, language, singleKeys, dockHeightPx }).toEqual({
    theme: 'dark',
    language: 'de',
    singleKeys: false,
    dockHeightPx: 400,
  });
});

test.each(['no JSON', '3', 'null', '{"theme":"pink","language":7,"singleKeys":1,"dockHeightPx":1e9}'])(
  'what cannot be read (%s) leaves what the page starts with',
  (text) => {
    kept.set('fanout.preferences', text);
    persistPreferences(storage)();
    expect(uiStore.getState()).toEqual(uiStore.getInitialState());
  },
);
