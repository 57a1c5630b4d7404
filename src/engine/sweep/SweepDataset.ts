/** The data of networks that share them: prepared once, and once on the device, for training, metrics and maps. */
import { tensor2d, type Tensor2D } from '@tensorflow/tfjs-core';
import { planeGrid } from '#data/planeGrid.ts';
import type { PreparedData } from '#data/PreparedData.ts';
import { disposeQuietly } from '#engine/device/disposeQuietly.ts';
import type { TrainingTensors } from '#engine/trainer/runStages.ts';
import { SWEEP_MAP_SIDE } from '#protocol/trainingSweep.ts';

/** Samples of each part that a point of a curve is measured on. */
const MOST_MEASURED = 2_000;

export class SweepDataset {
  readonly data: PreparedData;
  private readonly isPlane: boolean;
  private training: TrainingTensors | null = null;
  private rows: Tensor2D | null = null;
  private grid: Tensor2D | null = null;

  constructor(data: PreparedData, isPlane: boolean) {
    this.data = data;
    this.isPlane = isPlane;
  }

  get tensors(): TrainingTensors {
    const { train, inputWidth, outputUnits } = this.data;
    this.training ??= {
      x: tensor2d(train.inputs, [train.count, inputWidth]),
      y: tensor2d(train.targets, [train.count, outputUnits]),
    };
    return this.training;
  }

  /** Samples that are measured: of the training part, and of the test part. */
  get measured(): { readonly train: number; readonly test: number } {
    const { train, test } = this.data;
    return { train: Math.min(MOST_MEASURED, train.count), test: Math.min(MOST_MEASURED, test.count) };
  }

  /** [train + test, inputs]: the measured samples, in one tensor for one call. */
  get measuredRows(): Tensor2D {
    if (this.rows) return this.rows;
    const { inputWidth: width } = this.data;
    const { train, test } = this.measured;
    const values = new Float32Array((train + test) * width);
    values.set(this.data.train.inputs.subarray(0, train * width));
    values.set(this.data.test.inputs.subarray(0, test * width), train * width);
    return (this.rows = tensor2d(values, [train + test, width]));
  }

  /** [side², inputs]: the points of a map; null where the data are not on the plane. */
  get mapRows(): Tensor2D | null {
    if (!this.isPlane) return null;
    const count = SWEEP_MAP_SIDE ** 2;
    const inputs = (): Float32Array => this.data.toInputs(planeGrid(SWEEP_MAP_SIDE)).slice();
    return (this.grid ??= tensor2d(inputs(), [count, this.data.inputWidth]));
  }

  /** Frees what is on the device; it is made again when it is asked for. */
  release(): void {
    const held = [this.training?.x, this.training?.y, this.rows, this.grid];
    disposeQuietly(...held.filter((tensor) => tensor !== null && tensor !== undefined));
    this.training = this.rows = this.grid = null;
  }
}
