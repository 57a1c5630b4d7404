/** Implementation of the scripting interface (`Fanout.ts`), which end-to-end tests and benchmarks use, too. */
import type { Engine } from '#client/Engine.ts';
import { momentOf } from '#client/momentOf.ts';
import { orAborted } from '#client/orAborted.ts';
import type { ExperimentSync } from '#commands/experimentSync.ts';
import { readModelFiles } from '#commands/modelReader.ts';
import { importModule } from '#commands/importModule.ts';
import type { ModelMaker } from '#commands/modelMaker.ts';
import type { LinkMaker } from '#commands/shareLink.ts';
import { readSource } from '#commands/readSource.ts';
import type { PageData } from '#commands/pageData.ts';
import type { LoadRunner } from '#commands/runLoad.ts';
import type { LazySweeps } from '#commands/lazySweeps.ts';
import * as sayPanes from '#messages/generated/sweepPanes.ts';
import type { Seeker } from '#commands/seeker.ts';
import { fromLayers } from '#engine/trainer/layerParameters.ts';
import { changeExperiment } from '#experiment/changeExperiment.ts';
import type { Experiment } from '#experiment/experiment.ts';
import { inputWidth, networkShape } from '#experiment/networkShape.ts';
import { DEVICE_NAMES } from '#experiment/vocabulary.ts';
import { failed } from '#messages/Failure.ts';
import * as failures from '#messages/generated/callErrors.ts';
import { modelFormats } from '#messages/generated/boot.ts';
import type { DeviceReport } from '#protocol/DeviceReport.ts';
import type { LoadSettings } from '#protocol/load.ts';
import type { Response } from '#protocol/server.ts';
import { beginTraining, experimentStore, openExperiment, setExperiment } from '#state/experimentStore.ts';
import {
  checkFiles,
  checkLinkOptions,
  checkLoad,
  checkRequestOptions,
  checkRow,
  checkSplit,
  checkSweep,
  checkUntil,
  flatRows,
  nestedRows,
} from './checkCalls.ts';
import type { Fanout } from './Fanout.ts';
import { historyColumns } from './historyColumns.ts';
import { createDataCalls } from './dataCalls.ts';
import { createImportTable } from './tableCalls.ts';
import { createInspect } from './inspectCalls.ts';
import { createLessonCalls } from './lessonCalls.ts';

export interface FanoutParts {
  readonly version: string;
  readonly engine: Engine;
  readonly ready: Promise<DeviceReport>;
  readonly sync: ExperimentSync;
  readonly loads: LoadRunner;
  readonly pageData: Pick<PageData, 'ready'>;
  readonly seeker: Seeker;
  readonly lazy: LazySweeps;
  readonly links: Pick<LinkMaker, 'link'>;
  readonly models: ModelMaker;
  stopAll(): void;
}

export function createFanout({
  version,
  engine,
  ready,
  sync,
  loads,
  pageData,
  seeker,
  lazy,
  links,
  models,
  stopAll,
}: FanoutParts): Fanout {
  const { trainer } = engine;
  const present = (): Experiment => experimentStore.getState().experiment;
  /** A failed start is repaired by the next edit, so it depends on the present experiment alone. */
  const whenReady = (): Promise<void> => sync.whenTaken();

  let pauses = new AbortController();
  /** Aborts openings under way: digits may have to be downloaded. */
  let opens = new AbortController();

  async function pause(): Promise<void> {
    // Also runs that wait to begin.
    pauses.abort(failed(failures.pausedBefore()));
    pauses = new AbortController();
    await trainer.call('pause', undefined);
    engine.weightsChanged();
  }

  /** Makes `next` the present experiment; where the engine cannot take it, the one before comes back. */
  async function bring(next: Experiment, set: (experiment: Experiment) => void): Promise<void> {
    const before = present();
    set(next);
    try {
      await orAborted(sync.whenTaken(), opens.signal);
    } catch (error) {
      // The engine kept the experiment before; so does the page, unless it was edited meanwhile.
      if (present() === next) setExperiment(before);
      throw error;
    }
  }

  return {
    version,
    ready,
    async devices() {
      await ready.catch(() => undefined);
      return trainer.call('devices', undefined);
    },
    async useDevice(name) {
      if (!DEVICE_NAMES.includes(name)) {
        throw failed(failures.noDevice({ name, devices: DEVICE_NAMES.join(', ') }));
      }
      await whenReady();
      return engine.useDevice(name);
    },
    experiment: () => structuredClone(present()),
    async open(source) {
      await bring(await orAborted(readSource(source), opens.signal), openExperiment);
    },
    async edit(change) {
      const parts = typeof change === 'function' ? change(structuredClone(present())) : change;
      await bring(changeExperiment(present(), parts), setExperiment);
    },
    link: async (options) => links.link(checkLinkOptions(options)),
    async train(until) {
      checkUntil(until);
      await orAborted(whenReady(), pauses.signal);
      const report = await trainer.call('train', until);
      engine.weightsChanged();
      return report;
    },
    pause,
    async reset() {
      await whenReady();
      await trainer.call('reset', { moment: momentOf(beginTraining()) });
      engine.weightsChanged();
    },
    async history() {
      await whenReady();
      return historyColumns(await trainer.call('history', undefined));
    },
    async evaluate(split) {
      checkSplit(split);
      await whenReady();
      return trainer.call('evaluate', { split });
    },
    async parameters() {
      await whenReady();
      return trainer.call('parameters', undefined);
    },
    async setParameters(layers) {
      await whenReady();
      // Before the undo step is made.
      fromLayers(networkShape(present()), layers);
      // Repeated calls of a script make one undo step.
      await trainer.call('setParameters', { layers, moment: momentOf(beginTraining('setParameters')) });
      engine.weightsChanged();
    },
    async samples(split) {
      checkSplit(split);
      await whenReady();
      return trainer.call('samples', { split });
    },
    async predict(rows) {
      await whenReady();
      if (Array.isArray(rows) && rows.length === 0) return [];
      const flat = flatRows(rows, inputWidth(present().data));
      const { outputs } = await trainer.call('predict', { rows: flat, count: rows.length }, [
        flat.buffer as ArrayBuffer,
      ]);
      return nestedRows(outputs, rows.length);
    },
    request(row, options) {
      const send = (): Promise<Response> => {
        checkRow(row, inputWidth(present().data));
        return engine.request(row, options);
      };
      try {
        if (options !== undefined) checkRequestOptions(options);
        // No `await` where nothing has to be waited for: it would cost every request three turns of the microtask queue.
        return sync.isServed ? send() : whenReady().then(send);
      } catch (error) {
        return Promise.reject(error);
      }
    },
    async load(asked) {
      checkLoad(asked);
      const { signal, ...settings } = asked;
      return loads.run(withDefaults(settings, present()), signal);
    },
    async loadSweep(asked) {
      checkSweep(asked);
      const { signal, ...settings } = asked;
      return loads.sweep(settings, signal);
    },
    async trainingSweep(settings, onProgress) {
      // Checked before anything is waited for; its own runs count from the experiment as it is now.
      const base = present();
      const [sweeps, { runTrainingSweep }] = await Promise.all([
        lazy.bring(),
        importModule(sayPanes.theSweep, () => import('./sweepCalls.ts')),
      ]);
      await ready.catch(() => undefined);
      return runTrainingSweep(sweeps, base, settings, onProgress);
    },
    async exportModel(format) {
      const { exportFiles, formatNamed } = await importModule(
        modelFormats,
        () => import('#models/modelExchange.ts'),
      );
      // Before the engine is asked: a wrong name is told at once.
      const found = formatNamed(format);
      return exportFiles(found, await models.modelToExport()).map((file) => ({
        name: file.name,
        bytes: 'bytes' in file ? file.bytes : new TextEncoder().encode(file.text),
      }));
    },
    async importModel(files) {
      await bring(await orAborted(readModelFiles(checkFiles(files)), opens.signal), openExperiment);
    },
    importTable: createImportTable({ present, bring: (next) => bring(next, openExperiment) }),
    data: createDataCalls({ pageData, present, bring: (next) => bring(next, setExperiment) }),
    ...createInspect({ trainer, present, whenReady, seeker, bring }),
    ...createLessonCalls(whenReady),
    stopLoad: async () => loads.stop(),
    async stop() {
      opens.abort(failed(failures.openingStopped()));
      opens = new AbortController();
      stopAll();
      await pause();
    },
  };
}

/** Duration of a load whose settings give none. */
const LOAD_DURATION_MS = 4_000;

/** Defaults: as many clients as the experiment has, and a duration. */
function withDefaults(settings: LoadSettings, { serving }: Experiment): LoadSettings {
  const endless = settings.requests === undefined && settings.durationMs === undefined;
  return {
    ...(settings.mode === 'closed' ? { inFlight: serving.inFlight } : {}),
    ...(endless ? { durationMs: LOAD_DURATION_MS } : {}),
    ...settings,
  };
}
