/**
 * Compares servers on the same arrivals, in rounds: the present load runs on each in turn with one seed, and the order
 * changes from round to round, so that none gains from a warmer or busier machine. Two sides of the reader's choice, or
 * all batch policies against each other.
 */
import { flatten } from '../client/connectEngine.ts';
import type { Engine, LoadPool } from '../client/Engine.ts';
import type { Rival, RivalSpec } from '../client/openRival.ts';
import type { Experiment } from '../spec/experiment.ts';
import { networkShape } from '../spec/networkShape.ts';
import { BATCH_POLICIES } from '../spec/vocabulary.ts';
import { compareStore, type CompareSide } from '../state/compareStore.ts';
import { deviceStore } from '../state/deviceStore.ts';
import { experimentStore } from '../state/experimentStore.ts';
import { trainingStore } from '../state/trainingStore.ts';
import type { LoadReport, LoadSettings } from '../wire/load.ts';
import type { ExperimentSync } from './experimentSync.ts';
import { loadOf } from './loadSettings.ts';
import { loadPool } from './loadPool.ts';
import type { PageData } from './pageData.ts';
import { runCommittee } from './runCommittee.ts';

export interface Comparer {
  /** Measures both sides; what goes wrong is told in `compareStore`, with the rounds before it kept. */
  compareSides(): Promise<void>;
  /** Measures every batch policy. */
  racePolicies(): Promise<void>;
  /** Asks the present network and all kept ones, and counts how well they vote. */
  askCommittee(): Promise<void>;
  stop(): void;
  /** Puts the present network aside under a name. */
  keep(name: string): Promise<void>;
  forget(id: number): void;
}

type Network = Pick<RivalSpec, 'shape' | 'parameters' | 'step'>;

/** Before the first round each side serves for so long uncounted, so that nothing is measured cold. */
const WARM_UP_MS = 150;

export function createComparer(
  engine: Pick<Engine, 'trainer'>,
  openRival: (spec: RivalSpec) => Promise<Rival>,
  sync: Pick<ExperimentSync, 'whenTaken'>,
  pageData: Pick<PageData, 'ready'>,
): Comparer {
  let stopped = false;
  let lastKept = 0;

  async function presentNetwork(): Promise<Network> {
    await sync.whenTaken();
    const shape = networkShape(experimentStore.getState().experiment);
    const parameters = flatten(await engine.trainer.call('parameters', undefined));
    return { shape, parameters, step: trainingStore.getState().metrics?.step ?? 0 };
  }

  /** Opens the rivals, lets `measure` have them, and ends them whatever happens. */
  async function withRivals(
    kind: 'sides' | 'policies' | 'committee',
    specsOf: (experiment: Experiment, present: Network) => RivalSpec[],
    measure: (rivals: readonly Rival[], experiment: Experiment, pool: LoadPool) => Promise<void>,
  ): Promise<void> {
    if (compareStore.getState().phase !== 'idle') return;
    stopped = false;
    const cleared = { sides: { results: [] }, policies: { race: {} }, committee: { committee: null } }[kind];
    compareStore.setState({ phase: 'starting', kind, problem: null, ...cleared });
    const rivals: Rival[] = [];
    try {
      const present = await presentNetwork();
      const { experiment } = experimentStore.getState();
      const pool = loadPool(experiment, await pageData.ready());
      for (const spec of specsOf(experiment, present)) rivals.push(await openRival(spec));
      await measure(rivals, experiment, pool);
    } catch (error) {
      compareStore.setState({ problem: error instanceof Error ? error.message : String(error) });
    } finally {
      for (const rival of rivals) rival.end();
      compareStore.setState({ phase: 'idle' });
    }
  }

  return {
    compareSides() {
      const { sides } = compareStore.getState();
      return withRivals(
        'sides',
        (experiment, present) => sides.map((side) => specOf(side, experiment, present)),
        async (rivals, experiment, pool) => {
          for (const rival of rivals) await rival.run(settingsOf(experiment, 0, WARM_UP_MS), pool);
          await inRounds(
            2,
            async (index, round) => {
              const { roundMs } = compareStore.getState();
              return rivals[index]!.run(settingsOf(experiment, round, roundMs), pool);
            },
            ([a, b]) => {
              const { results } = compareStore.getState();
              compareStore.setState({ results: [...results, [a!, b!]] });
            },
          );
        },
      );
    },

    racePolicies() {
      return withRivals(
        'policies',
        (experiment, present) => [
          { ...specOf({ device: null, networkId: null, serving: {} }, experiment, present) },
        ],
        async ([rival], experiment, pool) => {
          const plans = BATCH_POLICIES.map((policy) => ({
            ...experiment.serving,
            pattern: 'batched' as const,
            policy,
          }));
          for (const plan of plans) await rival!.run(settingsOf(experiment, 0, WARM_UP_MS), pool, plan);
          await inRounds(
            plans.length,
            async (index, round) => {
              const { roundMs } = compareStore.getState();
              return rival!.run(settingsOf(experiment, round, roundMs), pool, plans[index]);
            },
            (reports) => {
              const { race } = compareStore.getState();
              compareStore.setState({
                race: Object.fromEntries(
                  BATCH_POLICIES.map((policy, index) => [policy, [...(race[policy] ?? []), reports[index]!]]),
                ),
              });
            },
          );
        },
      );
    },

    async askCommittee() {
      const data = await pageData.ready();
      const { kept } = compareStore.getState();
      const sides = [null, ...kept.map(({ id }) => id)];
      let specs: RivalSpec[] = [];
      await withRivals(
        'committee',
        (experiment, present) => {
          if (data.classes.length === 0) {
            throw new Error('Only classes can be voted on. Choose a data set with classes.');
          }
          specs = sides.map((networkId) =>
            specOf({ device: null, networkId, serving: {} }, experiment, present),
          );
          return specs;
        },
        async (rivals, { network }) => {
          compareStore.setState({ phase: 'running' });
          const border = network.output.activation === 'sigmoid' ? 0.5 : 0;
          const { test, inputWidth: inputs } = data;
          await runCommittee({ rivals, specs, test, inputs, border, isStopped: () => stopped });
        },
      );
    },

    stop() {
      stopped = true;
    },

    async keep(name) {
      const network = await presentNetwork();
      const { kept } = compareStore.getState();
      lastKept += 1;
      compareStore.setState({ kept: [...kept, { id: lastKept, name, ...network }] });
    },

    forget(id) {
      const { kept, sides } = compareStore.getState();
      const without = (side: CompareSide): CompareSide =>
        side.networkId === id ? { ...side, networkId: null } : side;
      compareStore.setState({
        kept: kept.filter((one) => one.id !== id),
        sides: [without(sides[0]), without(sides[1])],
      });
    },
  };

  /** Runs every entry once a round, first to last and last to first in turn. A stopped round is not counted. */
  async function inRounds(
    entries: number,
    measure: (index: number, round: number) => Promise<LoadReport>,
    measured: (reports: readonly LoadReport[]) => void,
  ): Promise<void> {
    compareStore.setState({ phase: 'running' });
    const { rounds } = compareStore.getState();
    for (let round = 0; round < rounds; round += 1) {
      const reports: LoadReport[] = [];
      for (let turn = 0; turn < entries; turn += 1) {
        if (stopped) return;
        const index = round % 2 === 0 ? turn : entries - 1 - turn;
        reports[index] = await measure(index, round);
      }
      measured(reports);
    }
  }
}

/** One side: the present experiment with what the side changes. */
function specOf(side: CompareSide, experiment: Experiment, present: Network): RivalSpec {
  const kept = compareStore.getState().kept.find(({ id }) => id === side.networkId);
  const { shape, parameters, step } = kept ?? present;
  if (shape.inputs !== present.shape.inputs) {
    throw new Error(
      `"${kept?.name}" has ${shape.inputs} inputs, the present data ${present.shape.inputs}. ` +
        'Choose the data it was kept with, or another network.',
    );
  }
  return {
    experiment,
    device: side.device ?? deviceStore.getState().report?.name ?? 'wasm',
    serving: { ...experiment.serving, ...side.serving },
    shape,
    parameters,
    step,
  };
}

/** The load of a round: the experiment's, with a seed of the round's own. */
function settingsOf(experiment: Experiment, round: number, durationMs: number): LoadSettings {
  return { ...loadOf(experiment, durationMs), seed: experiment.load.seed + round };
}
