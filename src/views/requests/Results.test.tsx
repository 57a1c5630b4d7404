// @vitest-environment happy-dom
import { act } from 'react';
import { beforeEach, expect, test } from 'vitest';
import { defaultExperiment } from '#experiment/defaults.ts';
import { startWith } from '#state/experimentStore.ts';
import { loadCutShort, loadEnded, loadMeasured, loadStarting, servingStore } from '#state/servingStore.ts';
import { renderView } from '../testing/renderView.tsx';
import { Results } from './Results.tsx';

type Report = Parameters<typeof loadMeasured>[0];
const latencyMs = { p50: 1.5, p95: 3, p99: 12.5, mean: 2, p90: 2.5, p999: 14, max: 15 };
const report = (part: object = {}): Report =>
  ({
    ok: 100,
    sent: 100,
    rejected: 0,
    timedOut: 0,
    cancelled: 0,
    failed: 0,
    wasted: 0,
    cacheHits: 0,
    seconds: 1,
    requestsPerSecond: 1_000,
    meanBatchSize: 8,
    callers: 64,
    suspendedMs: 0,
    clockStepMs: 0.005,
    latencyMs,
    serviceMs: latencyMs,
    failures: [],
    byPriority: [],
    goodput: { goalMs: 10, perSecond: 990, share: 0.99 },
    littlesLaw: { inFlightMean: 2, perSecond: 1_000, timeMeanMs: 2, ratio: 1 },
    ...part,
  }) as unknown as Report;

beforeEach(() => {
  startWith(defaultExperiment('circle'));
  servingStore.setState(servingStore.getInitialState(), true);
});

/** The metrics by label, with their units. */
const metrics = (host: HTMLElement): Record<string, string> =>
  Object.fromEntries(
    [...host.querySelectorAll('.load-metrics > div')].map((row) => [
      row.querySelector('dt')!.textContent,
      row.querySelector('dd')!.textContent,
    ]),
  );
const alerts = (host: HTMLElement): string[] =>
  [...host.querySelectorAll('.results-problem')].map(({ textContent }) => textContent);

test('before the first load every metric is a dash', () => {
  const { host } = renderView(<Results />);
  expect(metrics(host)).toMatchObject({ 'Answers/s': '–', p50: '–ms', p99: '–ms' });
  expect(host.querySelectorAll('.comparison i')).toHaveLength(0);
});

test('a finished load shows its metrics, and each way the time of as many answers on one scale', () => {
  const { host } = renderView(<Results />);
  act(() => {
    loadMeasured(report({ requestsPerSecond: 250 }), 'oneByOne');
    loadMeasured(report(), 'batched');
  });
  expect(metrics(host)).toMatchObject({ 'Answers/s': '1,000', p50: '1.50ms', 'In flight': '0of 64' });
  const rows = [...host.querySelectorAll('.comparison tbody tr')].map((row) =>
    [...row.children].map(({ textContent }) => textContent),
  );
  expect(rows).toEqual([
    ['One by one', '', '1,020 ms'],
    ['All at once', 'not tried yet', ''],
    ['In batches', '', '256 ms'],
  ]);
  const bars = [...host.querySelectorAll<HTMLElement>('.comparison i')].map(({ style }) => style.width);
  expect(bars).toEqual(['100%', '25%']);
});

test('a burst tells how long all of it took', () => {
  const { host } = renderView(<Results />);
  act(() => loadStarting('burst'));
  act(() => loadMeasured(report({ sent: 256, ok: 256, seconds: 0.0175 }), 'batched'));
  act(() => loadEnded());
  expect(metrics(host)).toMatchObject({ 'All 256 back in': '17.5ms' });
});

test('lost requests are counted with the reason, once the load has ended', () => {
  const { host } = renderView(<Results />);
  act(() => loadStarting('closed'));
  act(() =>
    loadMeasured(
      report({ failed: 3, rejected: 2, failures: [{ reason: 'The GPU was lost.', count: 3 }] }),
      'batched',
    ),
  );
  expect(alerts(host)).toEqual([]);
  act(() => loadEnded());
  expect(alerts(host)).toEqual(['2 rejected, 3 failed. The GPU was lost.']);
});

test('a load cut short says why', () => {
  const { host } = renderView(<Results />);
  act(() => loadCutShort(report(), 'The network was changed, so the measurement ended here.'));
  expect(host.querySelector('[role=alert]')?.textContent).toContain('The network was changed');
});
