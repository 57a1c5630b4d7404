/**
 * `window.fanout`: what the screen can do, the console can do. Documented in `docs/scripting.md`; the end-to-end tests
 * and benchmarks go through it. Methods wait until the engine is ready and has taken the present experiment.
 */
import type { ExperimentSync } from '../actions/experimentSync.ts';
import { readSource } from '../actions/readSource.ts';
import type { LoadRunner } from '../actions/runLoad.ts';
import type { Engine } from '../client/Engine.ts';
import type { RequestOptions } from '../client/requestDesk.ts';
import type { Experiment, ExperimentInput } from '../spec/experiment.ts';
import { inputWidth, networkShape } from '../spec/networkShape.ts';
import { DEVICE_NAMES, type DeviceName } from '../spec/vocabulary.ts';
import { experimentStore, setExperiment } from '../state/experimentStore.ts';
import type { DeviceReport } from '../wire/DeviceReport.ts';
import type { LoadReport, LoadSettings } from '../wire/load.ts';
import type { Response } from '../wire/server.ts';
import type { SweepReport, SweepSettings } from '../wire/sweep.ts';
import type { Evaluation, LayerParameters, TrainReport, TrainUntil } from '../wire/trainer.ts';
import {
  checkLayers,
  checkLoad,
  checkRow,
  checkSplit,
  checkUntil,
  flatRows,
  nestedRows,
} from './checkCalls.ts';

export interface Fanout {
  readonly version: string;
  /** Resolves when the first device has passed its self-test and the experiment's data is there. */
  readonly ready: Promise<DeviceReport>;
  /** All that were tried. */
  devices(): Promise<DeviceReport[]>;
  /** Keeps the weights. */
  useDevice(name: DeviceName): Promise<DeviceReport>;
  /** Plain JSON; a copy. */
  experiment(): Experiment;
  /** A link, its fragment, JSON text, or an Experiment (missing parts get defaults). Rejects readably and changes nothing. */
  open(source: ExperimentInput | string): Promise<void>;
  link(options?: { weights?: boolean }): Promise<string>;
  /** Until whichever goal comes first. */
  train(until: TrainUntil): Promise<TrainReport>;
  pause(): Promise<void>;
  /** The same seed gives the same start. */
  reset(): Promise<void>;
  evaluate(split: 'train' | 'test'): Promise<Evaluation>;
  /** kernel is [in][out]. */
  parameters(): Promise<LayerParameters[]>;
  setParameters(layers: LayerParameters[]): Promise<void>;
  /** Rows as `predict` takes them; targets as the loss sees them. */
  samples(split: 'train' | 'test'): Promise<{ inputs: number[][]; targets: number[][] }>;
  predict(rows: ArrayLike<number>[]): Promise<number[][]>;
  request(row: ArrayLike<number>, options?: RequestOptions): Promise<Response>;
  load(settings: LoadSettings): Promise<LoadReport>;
  /** The same load at one concurrency, or rate, after another, each until it is stable. */
  sweep(settings: SweepSettings): Promise<SweepReport>;
}

declare global {
  interface Window {
    fanout: Fanout;
  }
}

export interface FanoutParts {
  readonly version: string;
  readonly engine: Engine;
  readonly ready: Promise<DeviceReport>;
  readonly sync: ExperimentSync;
  readonly loads: LoadRunner;
  /** The link of the present experiment. */
  link(): Promise<string>;
}

export function createFanout({ version, engine, ready, sync, loads, link }: FanoutParts): Fanout {
  const { trainer } = engine;
  const present = (): Experiment => experimentStore.getState().experiment;
  const whenReady = async (): Promise<void> => {
    await ready;
    await sync.whenTaken();
  };

  return {
    version,
    ready,
    async devices() {
      await ready;
      return trainer.call('devices', undefined);
    },
    async useDevice(name) {
      if (!DEVICE_NAMES.includes(name)) {
        throw new Error(`There is no device "${name}". There are ${DEVICE_NAMES.join(', ')}.`);
      }
      await whenReady();
      return engine.useDevice(name);
    },
    experiment: () => structuredClone(present()),
    async open(source) {
      await ready;
      const next = await readSource(source);
      const before = present();
      setExperiment(next);
      try {
        await sync.whenTaken();
      } catch (error) {
        // The engine kept what it had; so does the page, unless somebody has edited meanwhile.
        if (present() === next) setExperiment(before);
        throw error;
      }
    },
    async link(options) {
      if (options?.weights) {
        throw new Error(
          'A link with weights is not offered yet. The link without them rebuilds the same start.',
        );
      }
      return link();
    },
    async train(until) {
      checkUntil(until);
      await whenReady();
      const report = await trainer.call('train', until);
      engine.weightsChanged();
      return report;
    },
    async pause() {
      await ready;
      await trainer.call('pause', undefined);
      engine.weightsChanged();
    },
    async reset() {
      await whenReady();
      await trainer.call('reset', undefined);
      engine.weightsChanged();
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
      checkLayers(layers, networkShape(present()));
      await trainer.call('setParameters', { layers });
      engine.weightsChanged();
    },
    async samples(split) {
      checkSplit(split);
      await whenReady();
      return trainer.call('samples', { split });
    },
    async predict(rows) {
      await whenReady();
      if (rows.length === 0) return [];
      const flat = flatRows(rows, inputWidth(present().data));
      const { outputs } = await trainer.call('predict', { rows: flat, count: rows.length }, [
        flat.buffer as ArrayBuffer,
      ]);
      return nestedRows(outputs, rows.length);
    },
    async request(row, options) {
      await whenReady();
      checkRow(row, inputWidth(present().data), 'The row');
      return engine.request(row, options);
    },
    async load(settings) {
      checkLoad(settings);
      await whenReady();
      return loads.run(withDefaults(settings, present()));
    },
    async sweep(settings) {
      await whenReady();
      return loads.sweep(settings);
    },
  };
}

/** Of a load that names no end. */
const LOAD_DURATION_MS = 4_000;

/** A closed loop has as many callers as the experiment says, and a load without an end stops after a while. */
function withDefaults(settings: LoadSettings, { serving }: Experiment): LoadSettings {
  const endless = settings.requests === undefined && settings.durationMs === undefined;
  return {
    ...(settings.mode === 'closed' ? { inFlight: serving.inFlight } : {}),
    ...(endless ? { durationMs: LOAD_DURATION_MS } : {}),
    ...settings,
  };
}
