// @vitest-environment happy-dom
import { beforeEach, expect, test } from 'vitest';
import { BATCH_POLICY_NAMES } from '#batching/registry.ts';
import type { ComparisonServer, ComparisonServerSettings } from '#client/openComparisonServer.ts';
import { prepareData } from '#data/prepareData.ts';
import { defaultExperiment } from '#experiment/defaults.ts';
import { networkShape } from '#experiment/networkShape.ts';
import type { LoadReport, LoadSettings } from '#protocol/load.ts';
import { compareStore, type CompareSide } from '#state/compareStore.ts';
import { experimentStore, setExperiment, startWith } from '#state/experimentStore.ts';
import { createComparer, type Comparer } from './runCompare.ts';

const experiment = defaultExperiment('circle');
const data = prepareData(experiment, null);
/** Weights of the present network, as the trainer sends them; their values do not matter here. */
const weights = () => ({
  shape: networkShape(experimentStore.getState().experiment),
  parameters: new Float32Array(2),
  step: 3,
});

let runs: {
  readonly spec: ComparisonServerSettings;
  readonly settings: LoadSettings;
  readonly policy: string;
}[];
let opened: ComparisonServerSettings[];
let ended: number;
let answer: (spec: ComparisonServerSettings) => number;
let refuse: string | null;
let comparer: Comparer;

async function openComparisonServer(spec: ComparisonServerSettings): Promise<ComparisonServer> {
  if (refuse !== null && opened.length === 1) throw new Error(refuse);
  opened.push(spec);
  return {
    device: spec.device,
    async run(settings, _pool, plan = spec.serving) {
      runs.push({ spec, settings, policy: plan.policy });
      return { requestsPerSecond: runs.length } as LoadReport;
    },
    async request() {
      return { output: [answer(spec)] } as unknown as Awaited<ReturnType<ComparisonServer['request']>>;
    },
    end() {
      ended += 1;
    },
  };
}

const side = (serving: CompareSide['serving']): CompareSide => ({ device: 'wasm', networkId: null, serving });

beforeEach(() => {
  runs = [];
  opened = [];
  ended = 0;
  refuse = null;
  answer = () => 1;
  startWith(experiment);
  compareStore.setState({
    phase: 'idle',
    sides: [side({ maxBatchSize: 1 }), side({ maxBatchSize: 64 })],
    rounds: 4,
    roundMs: 50,
    results: [],
    policyReports: {},
    ensemble: null,
    measuredOn: {},
    measuredSides: null,
    problem: null,
    kept: [],
  });
  const engine = {
    trainer: { call: async () => weights(), on: () => () => undefined, fail: () => undefined },
  };
  comparer = createComparer(
    engine as unknown as Parameters<typeof createComparer>[0],
    openComparisonServer,
    { whenTaken: async () => undefined },
    { ready: async () => data },
  );
});

test('both sides get the same seeds, and their order alternates from round to round', async () => {
  await comparer.compareSides();
  const counted = runs.slice(2);
  expect(counted.map(({ spec }) => spec.serving.maxBatchSize)).toEqual([1, 64, 64, 1, 1, 64, 64, 1]);
  for (let round = 0; round < 4; round += 1) {
    expect(counted[2 * round]!.settings).toEqual(counted[2 * round + 1]!.settings);
  }
  expect(new Set(counted.map(({ settings }) => settings.seed)).size).toBe(4);
  // Side A comes first in each pair, in either order.
  expect(compareStore.getState().results.map(([a, b]) => [a.requestsPerSecond, b.requestsPerSecond])).toEqual(
    [
      [3, 4],
      [6, 5],
      [7, 8],
      [10, 9],
    ],
  );
  expect([ended, compareStore.getState().phase]).toEqual([2, 'idle']);
});

test('the measured sides stay as they were, whatever is edited, forgotten or planned since', async () => {
  await comparer.keep('Early');
  const { kept, sides } = compareStore.getState();
  compareStore.setState({ sides: [{ ...sides[0], networkId: kept[0]!.id }, sides[1]] });
  await comparer.compareSides();
  const measured = compareStore.getState().measuredSides!;
  expect(measured.map(({ network, serving }) => [network, serving.maxBatchSize])).toEqual([
    ['Early', 1],
    [null, 64],
  ]);
  comparer.forget(kept[0]!.id);
  setExperiment({ ...experiment, serving: { ...experiment.serving, maxBatchSize: 7 } });
  expect(compareStore.getState().measuredSides).toBe(measured);
  expect(compareStore.getState().results).toHaveLength(4);
});

test('kept networks have distinct names', async () => {
  for (const name of ['Deep', 'Deep', 'Deep']) await comparer.keep(name);
  expect(compareStore.getState().kept.map(({ name }) => name)).toEqual(['Deep', 'Deep 2', 'Deep 3']);
});

test('a side that cannot be opened reports why, and the other is ended', async () => {
  refuse = 'webgpu does not work here.';
  await comparer.compareSides();
  expect(compareStore.getState()).toMatchObject({ phase: 'idle', problem: refuse, results: [] });
  expect(ended).toBe(1);
});

test('every policy runs once per round', async () => {
  await comparer.measurePolicies();
  expect(opened).toHaveLength(1);
  const { policyReports } = compareStore.getState();
  for (const policy of BATCH_POLICY_NAMES) expect(policyReports[policy], policy).toHaveLength(4);
  const ran = runs.map(({ policy }) => policy);
  const count = BATCH_POLICY_NAMES.length;
  expect(ran.slice(count, 2 * count)).toEqual([...BATCH_POLICY_NAMES]);
  expect(ran.slice(2 * count, 3 * count)).toEqual(BATCH_POLICY_NAMES.toReversed());
});

test('a stopped comparison keeps whole rounds only', async () => {
  const running = comparer.compareSides();
  const stop = compareStore.subscribe(({ results }) => {
    if (results.length === 2) comparer.stop();
  });
  await running;
  stop();
  expect(compareStore.getState().results).toHaveLength(2);
});

test('a kept network stays as it was, votes, and can be forgotten', async () => {
  await comparer.keep('Early');
  const [kept] = compareStore.getState().kept;
  expect(kept).toMatchObject({ name: 'Early' });
  const own = compareStore.getState().sides[1];
  compareStore.setState({ sides: [side({}), { ...own, networkId: kept!.id }] });
  // The present network predicts class 1, the kept one class 0: no vote is unanimous, and the first prediction wins the tie.
  answer = (spec) => (spec.parameters === kept!.parameters ? -1 : 1);
  await comparer.voteEnsemble();
  const { ensemble } = compareStore.getState();
  expect(ensemble).toMatchObject({ samples: data.test.count, unanimous: 0 });
  const ones = data.test.labels.filter((label) => label === 1).length;
  expect(ensemble!.correctOf).toEqual([ones, data.test.count - ones]);
  comparer.forget(kept!.id);
  expect(compareStore.getState().kept).toEqual([]);
  expect(compareStore.getState().sides[1].networkId).toBeNull();
});

test('a kept network with other inputs is refused with a message', async () => {
  await comparer.keep('Two inputs');
  const [kept] = compareStore.getState().kept;
  startWith(defaultExperiment('iris'));
  const [first] = compareStore.getState().sides;
  compareStore.setState({ sides: [first, { ...first, networkId: kept!.id }] });
  await comparer.compareSides();
  expect(compareStore.getState().problem).toBe(
    '"Two inputs" has 2 inputs, the present data 4. Choose the data it was kept with, or another network.',
  );
});

test('a comparison can be stopped while it opens its servers, and ends at once', async () => {
  const engine = { trainer: { call: async () => weights() } };
  const hanging = createComparer(
    engine as unknown as Parameters<typeof createComparer>[0],
    (_spec, signal) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason as Error));
      }),
    { whenTaken: async () => undefined },
    { ready: async () => data },
  );
  const compared = hanging.compareSides();
  expect(compareStore.getState().phase).toBe('starting');
  hanging.stop();
  await compared;
  expect(compareStore.getState()).toMatchObject({ phase: 'idle', problem: null });
});
