/**
 * Snapshots of a run: metrics on both splits, activation maps of every unit, output map, probe, sample predictions. All
 * are forward passes on the device with the run's own state tensor; inputs stay there, and only outputs are read back.
 */
import { tensor2d, type Tensor2D } from '@tensorflow/tfjs-core';
import { OUTPUT_MAP_SIDE, planeGrid, UNIT_MAP_SIDE } from '#data/planeGrid.ts';
import type { PreparedData, Split } from '#data/PreparedData.ts';
import { disposeQuietly } from '#engine/device/disposeQuietly.ts';
import { denseForward } from '#engine/kernels/denseForward.ts';
import { metricsOfOutputs, logitsShape, type SampleMetrics } from '#nn/metrics.ts';
import { type NetworkShape, outputLayer, parameterCount } from '#nn/NetworkShape.ts';
import type { Snapshot } from '#protocol/trainer.ts';
import type { DeviceRun, RunConfig } from './DeviceRun.ts';
import { predictRows, readAndDispose } from './predictRows.ts';

/** Rows of the test split whose predictions go with every snapshot, as many as the screen shows; fewer on a slow device. */
const SHOWN_PREDICTIONS = 60;
/**
 * While training runs, metrics are of a sample of each split, as large as the device evaluates in this time, so that
 * 20 snapshots a second cost little.
 */
const SAMPLED_METRICS = { least: 100, most: 2_000, seconds: 0.0125 } as const;
/**
 * Bound on each part of a snapshot: on a slow device maps get coarser and metrics are of fewer samples instead of taking
 * longer, since a run that is stopped, or has had its time, waits for five such parts.
 */
const PART_SECONDS = 0.1;
const LEAST_SAMPLES = 16;
/** A stopped run gets metrics on all samples where they take no longer than this. */
const FULL_METRICS_SECONDS = 0.7;

/** `sampled`: metrics on some of the samples, while training runs; `full`: on all. */
export type Scope = 'sampled' | 'full';

export type RenderedSnapshot = Pick<
  Snapshot,
  'maps' | 'outputMap' | 'confusion' | 'probe' | 'samplePredictions'
> & {
  readonly train: SampleMetrics;
  readonly test: SampleMetrics;
};

/** The run as it is rendered: `state` is read at the moment of a call. */
type RenderedRun = Pick<DeviceRun, 'config' | 'device' | 'state'>;

export class SnapshotRenderer {
  private readonly run: RenderedRun;
  private readonly isPlane: boolean;
  private readonly kept = new Map<string, Tensor2D>();

  /** The run's data and shape must stay; its hyperparameters may change. */
  constructor(run: RenderedRun, isPlane: boolean) {
    this.run = run;
    this.isPlane = isPlane;
  }

  /** Metrics on all samples would delay a stop too long. */
  get isSlow(): boolean {
    const { train, test } = this.config.data;
    return train.count + test.count > this.rowsWithin(FULL_METRICS_SECONDS);
  }

  private rowsWithin(seconds: number): number {
    const { kernels } = this.run.device;
    return Math.floor((seconds * kernels.multiplyAddsPerSecond) / parameterCount(this.config.shape));
  }

  /** Samples of a split that metrics are computed on while training runs. */
  private affordableCount({ count }: Split): number {
    const { least, most, seconds } = SAMPLED_METRICS;
    const wanted = Math.max(least, Math.min(most, this.rowsWithin(seconds)));
    return Math.min(count, Math.max(LEAST_SAMPLES, Math.min(wanted, this.rowsWithin(PART_SECONDS))));
  }

  /** Side of the finest grid, at most `most`, that the device evaluates in PART_SECONDS. */
  private sideWithin(most: number): number {
    return Math.max(4, Math.min(most, Math.floor(Math.sqrt(this.rowsWithin(PART_SECONDS)))));
  }

  get data(): PreparedData {
    return this.config.data;
  }

  private get config(): RunConfig {
    return this.run.config;
  }

  /** @param probe one row of network inputs, or null; left out where its width is not the network's */
  async render(scope: Scope, probe: Float32Array | null): Promise<RenderedSnapshot> {
    const { shape, data } = this.config;
    const [{ train, test }, maps, outputMap, probed, samplePredictions] = await Promise.all([
      this.measure(scope),
      this.isPlane ? this.unitMaps() : undefined,
      this.isPlane ? this.outputMap() : undefined,
      probe?.length === shape.inputs ? this.probed(probe) : undefined,
      this.isPlane ? undefined : this.samplePredictions(),
    ]);
    return {
      train,
      test,
      ...(maps ? { maps: { side: this.sideWithin(UNIT_MAP_SIDE), units: maps } } : {}),
      ...(outputMap ? { outputMap: { side: this.sideWithin(OUTPUT_MAP_SIDE), values: outputMap } } : {}),
      ...(test.confusion && data.task !== 'regression' ? { confusion: test.confusion } : {}),
      ...(probed ? { probe: probed } : {}),
      ...(samplePredictions ? { samplePredictions } : {}),
    };
  }

  /** Metrics on both splits. */
  async measure(scope: Scope): Promise<{ train: SampleMetrics; test: SampleMetrics }> {
    const [train, test] = await Promise.all([this.evaluate('train', scope), this.evaluate('test', scope)]);
    return { train, test };
  }

  /** Metrics on one split. */
  async evaluate(part: 'train' | 'test', scope: Scope): Promise<SampleMetrics> {
    const { shape, data } = this.config;
    const split = data[part];
    const affordable = this.affordableCount(split);
    const count = scope === 'full' ? split.count : affordable;
    // Kernels want at least one row. Of none, loss and accuracy are unknown.
    const logits =
      count === 0
        ? new Float32Array(0)
        : count > affordable
          ? await predictRows(
              logitsShape(shape),
              this.run.state,
              split.inputs,
              count,
              this.run.device.kernels.multiplyAddsPerSecond,
            )
          : await this.forward(logitsShape(shape), this.rows(part, split.inputs, affordable), false);
    return metricsOfOutputs({
      task: data.task,
      loss: this.config.hyperparameters.loss,
      activation: outputLayer(shape).activation,
      logits,
      targets: split.targets,
      count,
      units: data.outputUnits,
    });
  }

  dispose(): void {
    disposeQuietly(...this.kept.values());
    this.kept.clear();
  }

  private unitMaps(): Promise<Float32Array> {
    return this.forward(this.config.shape, this.grid(this.sideWithin(UNIT_MAP_SIDE)), true);
  }

  private async outputMap(): Promise<Float32Array> {
    const values = await this.forward(this.config.shape, this.grid(this.sideWithin(OUTPUT_MAP_SIDE)), false);
    return transpose(values, this.config.data.outputUnits);
  }

  private async probed(probe: Float32Array): Promise<Float32Array> {
    const row = tensor2d(probe.slice(), [1, probe.length]);
    const values = this.forward(this.config.shape, row, true);
    row.dispose();
    return values;
  }

  private samplePredictions(): Promise<Float32Array> {
    const { shape, data } = this.config;
    const { count, inputs } = data.test;
    const affordable = Math.max(LEAST_SAMPLES, Math.min(SHOWN_PREDICTIONS, this.rowsWithin(PART_SECONDS)));
    return this.forward(shape, this.rows('samples', inputs, Math.min(affordable, count)), false);
  }

  /** Outputs as a copy, so that it may be transferred: tfjs caches the array that it has read. */
  private async forward(shape: NetworkShape, x: Tensor2D, everyLayer: boolean): Promise<Float32Array> {
    return (await readAndDispose(denseForward(this.run.state, x, { shape, everyLayer }))).slice();
  }

  private grid(side: number): Tensor2D {
    const { data } = this.config;
    return this.keep(`grid ${side}`, () => gridInputs(data, side), side * side);
  }

  private rows(part: string, inputs: Float32Array, count: number): Tensor2D {
    return this.keep(`${part} ${count}`, () => inputs.slice(0, count * this.config.shape.inputs), count);
  }

  private keep(name: string, make: () => Float32Array, count: number): Tensor2D {
    const known = this.kept.get(name);
    if (known) return known;
    const tensor = tensor2d(make(), [count, this.config.shape.inputs]);
    this.kept.set(name, tensor);
    return tensor;
  }
}

function gridInputs(data: PreparedData, side: number): Float32Array {
  return data.toInputs(planeGrid(side)).slice();
}

/** [count, units] → [units, count]. */
function transpose(values: Float32Array, units: number): Float32Array {
  if (units === 1) return values;
  const count = values.length / units;
  const transposed = new Float32Array(values.length);
  for (let n = 0; n < count; n++) {
    for (let k = 0; k < units; k++) transposed[k * count + n] = values[n * units + k]!;
  }
  return transposed;
}
