// @vitest-environment happy-dom
import { beforeEach, expect, test } from 'vitest';
import type { Rival, RivalSpec } from '../client/openRival.ts';
import { prepareData } from '../data/prepareData.ts';
import { defaultExperiment } from '../spec/defaults.ts';
import { BATCH_POLICIES } from '../spec/vocabulary.ts';
import { compareStore, type CompareSide } from '../state/compareStore.ts';
import { startWith } from '../state/experimentStore.ts';
import type { LoadReport, LoadSettings } from '../wire/load.ts';
import { createComparer, type Comparer } from './runCompare.ts';

const experiment = defaultExperiment('circle');
const data = prepareData(experiment, null);
/** Of the present network; nobody computes with them here. */
const layers = [{ kernel: [[1]], bias: [0] }];

let runs: { readonly spec: RivalSpec; readonly settings: LoadSettings; readonly policy: string }[];
let opened: RivalSpec[];
let ended: number;
let answer: (spec: RivalSpec) => number;
let refuse: string | null;
let comparer: Comparer;

async function openRival(spec: RivalSpec): Promise<Rival> {
  if (refuse !== null && opened.length === 1) throw new Error(refuse);
  opened.push(spec);
  return {
    device: spec.device,
    async run(settings, _pool, plan = spec.serving) {
      runs.push({ spec, settings, policy: plan.policy });
      return { requestsPerSecond: runs.length } as LoadReport;
    },
    async request() {
      return { output: [answer(spec)] } as unknown as Awaited<ReturnType<Rival['request']>>;
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
    race: {},
    committee: null,
    problem: null,
    kept: [],
  });
  const engine = { trainer: { call: async () => layers, on: () => () => undefined, fail: () => undefined } };
  comparer = createComparer(
    engine as unknown as Parameters<typeof createComparer>[0],
    openRival,
    { whenTaken: async () => undefined },
    { ready: async () => data },
  );
});

test('both sides meet the same seeds, and who goes first changes from round to round', async () => {
  await comparer.compareSides();
  const counted = runs.slice(2);
  expect(counted.map(({ spec }) => spec.serving.maxBatchSize)).toEqual([1, 64, 64, 1, 1, 64, 64, 1]);
  for (let round = 0; round < 4; round += 1) {
    expect(counted[2 * round]!.settings).toEqual(counted[2 * round + 1]!.settings);
  }
  expect(new Set(counted.map(({ settings }) => settings.seed)).size).toBe(4);
  // Side A comes first in each pair, whoever ran first.
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

test('a side that cannot be opened says why, and the other is ended', async () => {
  refuse = 'webgpu does not work here.';
  await comparer.compareSides();
  expect(compareStore.getState()).toMatchObject({ phase: 'idle', problem: refuse, results: [] });
  expect(ended).toBe(1);
});

test('every policy runs once a round', async () => {
  await comparer.racePolicies();
  expect(opened).toHaveLength(1);
  const { race } = compareStore.getState();
  for (const policy of BATCH_POLICIES) expect(race[policy], policy).toHaveLength(4);
  expect(runs.slice(6, 12).map(({ policy }) => policy)).toEqual([...BATCH_POLICIES]);
  expect(runs.slice(12, 18).map(({ policy }) => policy)).toEqual(BATCH_POLICIES.toReversed());
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
  // The present network says class 1, the kept one class 0: no vote is unanimous, and the first answer wins the tie.
  answer = (spec) => (spec.parameters === kept!.parameters ? -1 : 1);
  await comparer.askCommittee();
  const { committee } = compareStore.getState();
  expect(committee).toMatchObject({ samples: data.test.count, unanimous: 0 });
  const ones = data.test.labels.filter((label) => label === 1).length;
  expect(committee!.rightOf).toEqual([ones, data.test.count - ones]);
  comparer.forget(kept!.id);
  expect(compareStore.getState().kept).toEqual([]);
  expect(compareStore.getState().sides[1].networkId).toBeNull();
});

test('a kept network of other inputs is refused in words', async () => {
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
