// @vitest-environment happy-dom
import { expect, test, vi } from 'vitest';
import { defaultExperiment } from '#experiment/defaults.ts';
import type { LoadSpec } from '#experiment/experiment.ts';
import { click, control, enter, renderView } from '../testing/renderView.tsx';
import { LoadSettings } from './LoadSettings.tsx';

const { load } = defaultExperiment('circle');

function settings(part: Partial<LoadSpec> = {}) {
  const [change, setInFlight] = [vi.fn(), vi.fn()];
  const props = { load: { ...load, ...part }, inFlight: 256, change, setInFlight };
  return { ...renderView(<LoadSettings {...props} />), change, setInFlight };
}

test('a closed loop has clients in powers of two, and think time', () => {
  const { host, setInFlight, change } = settings({ mode: 'closed' });
  const slider = control(host, 'Requests in flight');
  expect([slider.value, slider.getAttribute('aria-valuetext')]).toEqual(['8', '256']);
  enter(slider, '10');
  expect(setInFlight.mock.lastCall?.[0]).toBe(1_024);
  enter(control(host, 'Think time'), '5');
  expect(change).toHaveBeenLastCalledWith({ thinkTimeMs: 5 });
  expect(host.textContent).not.toContain('Arrivals');
});

test('an open loop has a rate and a schedule of arrivals', () => {
  const { host, change } = settings({ mode: 'open', requestsPerSecond: 1_000 });
  enter(control(host, 'Arrivals per second'), '4');
  expect(change.mock.lastCall?.[0]).toEqual({ requestsPerSecond: 100 });
  enter(control(host, 'Arrivals'), 'bursts');
  expect(change).toHaveBeenLastCalledWith({ arrivals: 'bursts' });
  expect(host.textContent).not.toContain('Think time');
});

test('seconds and percents of the screen are ms and shares of the experiment', () => {
  const { host, change } = settings();
  enter(control(host, 'Duration'), '2.5');
  expect(change).toHaveBeenLastCalledWith({ durationMs: 2_500 });
  enter(control(host, 'Share cancelled by clients'), '20');
  expect(change).toHaveBeenLastCalledWith({ cancelShare: 0.2 });
});

test('the mode and the mix of priorities can be chosen', () => {
  const { host, change } = settings({ mode: 'closed' });
  click(control(host, 'Open loop'));
  expect(change).toHaveBeenLastCalledWith({ mode: 'open' });
  enter(control(host, 'Priorities'), 'even');
  expect(change).toHaveBeenLastCalledWith({ priorityMix: [1, 1, 1] });
});
