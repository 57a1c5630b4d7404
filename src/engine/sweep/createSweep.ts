/** The handlers of a sweep worker: its device, the data that its networks share, and the loop that trains them. Wiring only. */
import { factsOf } from '#experiment/dataFacts.ts';
import type { Device } from '#engine/device/Device.ts';
import { DeviceManager } from '#engine/device/DeviceManager.ts';
import { DatasetCache } from '#engine/trainer/DatasetCache.ts';
import { planOf } from '#engine/trainer/hyperparameters.ts';
import { freshStart } from '#engine/trainer/startStates.ts';
import { networkShape } from '#experiment/networkShape.ts';
import { bug } from '#messages/bug.ts';
import { failed, type Failure } from '#messages/Failure.ts';
import { noSamples } from '#messages/generated/dataErrors.ts';
import { transferring, type Emit, type Handlers } from '#protocol/Call.ts';
import type {
  NetworkNews,
  SweepWorkerCalls,
  SweepWorkerEvents,
  SweptNetwork,
} from '#protocol/trainingSweep.ts';
import { dataKey, togetherKey } from '#sweep/groupCells.ts';
import { SweepDataset } from './SweepDataset.ts';
import { SweepLoop, type SweepEntry } from './SweepLoop.ts';

export function createSweep(emit: Emit<SweepWorkerEvents>): Handlers<SweepWorkerCalls<Failure>> {
  let opened: { readonly manager: DeviceManager; readonly datasets: DatasetCache } | null = null;
  let loop: SweepLoop | null = null;
  let running: Promise<void> = Promise.resolve();
  /** Also while data are still being made. */
  let isStopped = false;
  let kept = new Map<string, SweepDataset>();

  const parts = (): NonNullable<typeof opened> => {
    if (!opened) throw bug('a sweep worker was called before it had a device');
    return opened;
  };

  /** One data set for all networks that have it; those of the last call are kept for this one. */
  async function entriesOf(networks: readonly SweptNetwork[]): Promise<SweepEntry[]> {
    const datasets = new Map<string, SweepDataset>();
    const entries: SweepEntry[] = [];
    for (const { id, experiment, checkpoint, seconds = 0 } of networks) {
      const key = dataKey(experiment);
      const dataset = datasets.get(key) ?? kept.get(key) ?? (await prepared(experiment));
      datasets.set(key, dataset);
      const { data } = dataset;
      const { batchSize } = experiment.training;
      const config = { shape: networkShape(experiment), ...planOf(experiment), batchSize, data };
      const start = checkpoint ?? freshStart(experiment);
      entries.push({
        member: { id, config, dataset, checkpoint: start, seconds, hasDiverged: false },
        together: togetherKey(experiment, id),
      });
    }
    kept = datasets;
    return entries;
  }

  async function prepared(experiment: SweptNetwork['experiment']): Promise<SweepDataset> {
    const data = await parts().datasets.prepare(experiment, new AbortController().signal);
    if (data.train.count === 0) throw failed(noSamples());
    return new SweepDataset(data, factsOf(experiment.data).kind === 'plane');
  }

  return {
    async open({ device, baseUrl }) {
      const manager = new DeviceManager({ baseUrl, use: 'training', lost: () => undefined });
      const datasets = new DatasetCache(baseUrl, {
        loadStarted: () => undefined,
        loadProgressed: () => undefined,
      });
      await manager.use(device);
      opened = { manager, datasets };
      return manager.report;
    },

    async train({ networks, ...goals }) {
      const { manager } = parts();
      isStopped = false;
      const entries = await entriesOf(networks);
      if (isStopped) return;
      loop = new SweepLoop(entries, goals, (news) =>
        emit('networksMoved', transferring({ networks: news }, news.flatMap(buffersOf))),
      );
      running = loop.run(manager.current, (lost: Device) => manager.replaceLost(lost));
      await running;
    },

    async stop() {
      isStopped = true;
      if (loop) loop.isStopped = true;
      await running.catch(() => undefined);
    },

    loseDevice: () => parts().manager.current.lose(),
  };
}

const buffersOf = ({ checkpoint, map, confusion }: NetworkNews): ArrayBuffer[] =>
  [checkpoint.state, map, confusion].flatMap((array) => (array ? [array.buffer as ArrayBuffer] : []));
