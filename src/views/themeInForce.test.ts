// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from 'vitest';
import { ACTIONS } from '#commands/actions.ts';
import { uiStore } from '#state/uiStore.ts';
import { followTheme, themeInForce } from './themeInForce.ts';

afterEach(() => uiStore.setState(uiStore.getInitialState()));

test('for a projector the root says so, pictures are painted anew, and the window is measured again', () => {
  const repaint = vi.fn();
  const measure = vi.fn();
  const stop = followTheme(repaint);
  addEventListener('resize', measure);
  const before = themeInForce();
  const { dataset } = document.documentElement;
  ACTIONS.projector.run();
  expect(dataset['projector']).toBe('');
  expect(themeInForce()).not.toBe(before);
  expect([repaint.mock.calls.length, measure.mock.calls.length]).toEqual([1, 1]);
  uiStore.setState({ helpOpen: true });
  expect(repaint).toHaveBeenCalledTimes(1);
  ACTIONS.projector.run();
  expect(dataset['projector']).toBeUndefined();
  expect([repaint.mock.calls.length, measure.mock.calls.length]).toEqual([2, 2]);
  stop();
  removeEventListener('resize', measure);
});
