/**
 * Paired comparison of servers on the same arrivals, in rounds: the present load runs on each in turn with the same seed, and the
 * order alternates, so that a warmer or busier machine favours none. Two chosen sides, or all batch policies.
 */
import { BATCH_POLICY_NAMES } from '#batching/registry.ts';

import type { Engine } from '#client/Engine.ts';
import type { ComparisonServer, ComparisonServerSettings } from '#client/openComparisonServer.ts';
import { orAborted } from '#client/orAborted.ts';
import type { PreparedData } from '#data/PreparedData.ts';
import { samplePool } from '#data/samplePool.ts';
import type { Experiment } from '#experiment/experiment.ts';
import { failed } from '#messages/Failure.ts';
import * as failures from '#messages/generated/commandErrors.ts';
import type { LoadReport, LoadSettings } from '#protocol/load.ts';
import { compareStore, type CompareSide, type MeasuredSide } from '#state/compareStore.ts';
import { deviceStore } from '#state/deviceStore.ts';
import { experimentStore } from '#state/experimentStore.ts';
import type { ExperimentSync } from './experimentSync.ts';
import { loadOf } from './loadSettings.ts';
import type { PageData } from './pageData.ts';
import { runEnsemble } from './runEnsemble.ts';

export interface Comparer {
  /** Measures both sides; an error becomes `problem` in `compareStore`, and finished rounds are kept. */
  compareSides(): Promise<void>;
  /** Measures every batch policy. */
  measurePolicies(): Promise<void>;
  /** Sends the test samples to the present network and all kept ones, and counts their majority votes. */
  voteEnsemble(): Promise<void>;
  stop(): void;
  /** Drops the rounds measured so far: they were of other sides. */
  setSide(side: 0 | 1, change: Partial<CompareSide>): void;
  setRounds(rounds: number): void;
  /** Puts the present network aside under a name. */
  keep(name: string): Promise<void>;
  forget(id: number): void;
}

type Network = Pick<ComparisonServerSettings, 'shape' | 'parameters' | 'step'>;

/** Warm-up of each side before the first round, not counted. */
const WARM_UP_MS = 150;

export function createComparer(
  engine: Pick<Engine, 'trainer'>,
  openComparisonServer: (spec: ComparisonServerSettings, signal: AbortSignal) => Promise<ComparisonServer>,
  sync: Pick<ExperimentSync, 'whenTaken'>,
  pageData: Pick<PageData, 'ready'>,
): Comparer {
  let control = new AbortController();
  let lastKept = 0;

  async function presentNetwork(): Promise<Network> {
    await sync.whenTaken();
    return engine.trainer.call('weights', undefined);
  }

  /** Opens the comparison servers for `measure`, and ends them also when it fails. */
  async function withServers(
    kind: 'sides' | 'policies' | 'ensemble',
    specsOf: (experiment: Experiment, present: Network, data: PreparedData) => ComparisonServerSettings[],
    measure: (
      servers: readonly ComparisonServer[],
      experiment: Experiment,
      data: PreparedData,
    ) => Promise<void>,
  ): Promise<void> {
    if (compareStore.getState().phase !== 'idle') return;
    control = new AbortController();
    const { signal } = control;
    const cleared = { sides: { results: [] }, policies: { policyReports: {} }, ensemble: { ensemble: null } }[
      kind
    ];
    compareStore.setState({ phase: 'starting', kind, problem: null, ...cleared });
    const servers: ComparisonServer[] = [];
    try {
      const present = await orAborted(presentNetwork(), signal);
      const { experiment } = experimentStore.getState();
      const { measuredOn } = compareStore.getState();
      compareStore.setState({ measuredOn: { ...measuredOn, [kind]: experiment } });
      const data = await orAborted(pageData.ready(), signal);
      for (const spec of specsOf(experiment, present, data))
        servers.push(await openComparisonServer(spec, signal));
      // Stopped, it ends at once with the finished rounds: ending the servers ends what they measure.
      await orAborted(measure(servers, experiment, data), signal);
    } catch (error) {
      if (!signal.aborted)
        compareStore.setState({ problem: error instanceof Error ? error.message : String(error) });
    } finally {
      for (const server of servers) server.end();
      compareStore.setState({ phase: 'idle' });
    }
  }

  return {
    compareSides() {
      const { sides } = compareStore.getState();
      return withServers(
        'sides',
        (experiment, present) => {
          const [a, b] = sides.map((side) => specOf(side, experiment, present)) as [
            ComparisonServerSettings,
            ComparisonServerSettings,
          ];
          compareStore.setState({ measuredSides: [measuredSide(sides[0], a), measuredSide(sides[1], b)] });
          return [a, b];
        },
        async (servers, experiment, data) => {
          const pool = samplePool(experiment, data);
          for (const server of servers) await server.run(settingsOf(experiment, 0, WARM_UP_MS), pool);
          await inRounds(
            2,
            async (index, round) => {
              const { roundMs } = compareStore.getState();
              return servers[index]!.run(settingsOf(experiment, round, roundMs), pool);
            },
            ([a, b]) => {
              const { results } = compareStore.getState();
              compareStore.setState({ results: [...results, [a!, b!]] });
            },
          );
        },
      );
    },

    measurePolicies() {
      return withServers(
        'policies',
        (experiment, present) => [
          { ...specOf({ device: null, networkId: null, serving: {} }, experiment, present) },
        ],
        async ([server], experiment, data) => {
          const pool = samplePool(experiment, data);
          const plans = BATCH_POLICY_NAMES.map((policy) => ({
            ...experiment.serving,
            pattern: 'batched' as const,
            policy,
          }));
          for (const plan of plans) await server!.run(settingsOf(experiment, 0, WARM_UP_MS), pool, plan);
          await inRounds(
            plans.length,
            async (index, round) => {
              const { roundMs } = compareStore.getState();
              return server!.run(settingsOf(experiment, round, roundMs), pool, plans[index]);
            },
            (reports) => {
              const { policyReports } = compareStore.getState();
              compareStore.setState({
                policyReports: Object.fromEntries(
                  BATCH_POLICY_NAMES.map((policy, index) => [
                    policy,
                    [...(policyReports[policy] ?? []), reports[index]!],
                  ]),
                ),
              });
            },
          );
        },
      );
    },

    async voteEnsemble() {
      const { kept } = compareStore.getState();
      const sides = [null, ...kept.map(({ id }) => id)];
      const names = [null, ...kept.map(({ name }) => name)];
      let specs: ComparisonServerSettings[] = [];
      await withServers(
        'ensemble',
        (experiment, present, data) => {
          if (data.classes.length === 0) {
            throw failed(failures.onlyClassesVote());
          }
          specs = sides.map((networkId) =>
            specOf({ device: null, networkId, serving: {} }, experiment, present),
          );
          return specs;
        },
        async (servers, { network }, data) => {
          compareStore.setState({ phase: 'running' });
          const { test, inputWidth: inputs } = data;
          await runEnsemble({
            servers,
            specs,
            names,
            test,
            inputs,
            activation: network.output.activation,
            isStopped: () => control.signal.aborted,
          });
        },
      );
    },

    setSide(side, change) {
      const { sides } = compareStore.getState();
      const next = { ...sides[side], ...change };
      compareStore.setState({ sides: side === 0 ? [next, sides[1]] : [sides[0], next], results: [] });
    },

    setRounds(rounds) {
      compareStore.setState({ rounds });
    },

    stop() {
      control.abort(new DOMException(failures.comparisonStopped().text, 'AbortError'));
    },

    async keep(name) {
      const network = await presentNetwork();
      const { kept } = compareStore.getState();
      lastKept += 1;
      const unique = uniqueName(name, new Set(kept.map((one) => one.name)));
      compareStore.setState({ kept: [...kept, { id: lastKept, name: unique, ...network }] });
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

  /** Runs every entry once per round, in alternating order. A stopped round is not counted. */
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
        const index = round % 2 === 0 ? turn : entries - 1 - turn;
        reports[index] = await measure(index, round);
      }
      measured(reports);
    }
  }
}

/** Tables show names, so each is given once: the second "deep" becomes "deep 2". */
function uniqueName(name: string, taken: ReadonlySet<string>): string {
  let unique = name;
  for (let count = 2; taken.has(unique); count += 1) unique = `${name} ${count}`;
  return unique;
}

function measuredSide(
  { networkId }: CompareSide,
  { device, serving, step }: ComparisonServerSettings,
): MeasuredSide {
  const kept = compareStore.getState().kept.find(({ id }) => id === networkId);
  return { network: kept?.name ?? null, device, serving, step };
}

/** One side: the present experiment with what the side changes. */
function specOf(side: CompareSide, experiment: Experiment, present: Network): ComparisonServerSettings {
  const kept = compareStore.getState().kept.find(({ id }) => id === side.networkId);
  const { shape, parameters, step } = kept ?? present;
  if (shape.inputs !== present.shape.inputs) {
    throw failed(
      failures.otherInputs({
        name: kept?.name ?? '',
        inputs: shape.inputs,
        present: present.shape.inputs,
      }),
    );
  }
  return {
    device: side.device ?? deviceStore.getState().report?.name ?? 'wasm',
    serving: { ...experiment.serving, ...side.serving },
    shape,
    parameters,
    step,
  };
}

/** The experiment's load with another seed for each round. */
function settingsOf(experiment: Experiment, round: number, durationMs: number): LoadSettings {
  return { ...loadOf(experiment, durationMs), seed: experiment.load.seed + round };
}
