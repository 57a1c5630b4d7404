/** Metrics and maps of networks that move together: one forward pass for all of them. */
import { denseForward } from '#engine/kernels/denseForward.ts';
import { readAndDispose } from '#engine/trainer/predictRows.ts';
import { logitsShape, metricsOfOutputs, type SampleMetrics } from '#nn/metrics.ts';
import { outputLayer } from '#nn/NetworkShape.ts';
import type { Metrics } from '#protocol/trainer.ts';
import type { SweepRun } from './SweepRun.ts';

export interface Measured {
  readonly metrics: Metrics;
  readonly confusion?: Uint32Array;
}

/** Metrics of each member at its checkpoint, on up to 2,000 samples of each part. */
export async function measureMembers(run: SweepRun): Promise<Measured[]> {
  const { config, dataset } = run.members[0]!;
  const { shape, data } = config;
  const { train, test } = dataset.measured;
  const rows = dataset.measuredRows;
  const values = await run.withParameters((parameters) =>
    readAndDispose(denseForward(parameters, rows, { shape: logitsShape(shape), everyLayer: false })),
  );
  const units = data.outputUnits;
  return run.members.map(({ checkpoint, config: { hyperparameters } }, r) => {
    const from = r * (train + test) * units;
    const part = (start: number, count: number, targets: Float32Array): SampleMetrics =>
      metricsOfOutputs({
        task: data.task,
        loss: hyperparameters.loss,
        activation: outputLayer(shape).activation,
        logits: values.subarray(from + start * units, from + (start + count) * units),
        targets,
        count,
        units,
      });
    const ofTrain = part(0, train, data.train.targets);
    const ofTest = part(train, test, data.test.targets);
    const { epoch, step } = checkpoint;
    return {
      metrics: {
        epoch,
        step,
        trainLoss: ofTrain.loss,
        testLoss: ofTest.loss,
        ...(ofTrain.accuracy === undefined ? {} : { trainAccuracy: ofTrain.accuracy }),
        ...(ofTest.accuracy === undefined ? {} : { testAccuracy: ofTest.accuracy }),
      },
      ...(ofTest.confusion ? { confusion: ofTest.confusion } : {}),
    };
  });
}

/** Output map of each member, [outputs, side, side]; none where the data are not on the plane. */
export async function mapMembers(run: SweepRun): Promise<Float32Array[] | null> {
  const { config, dataset } = run.members[0]!;
  const grid = dataset.mapRows;
  if (!grid) return null;
  const { shape, data } = config;
  const values = await run.withParameters((parameters) =>
    readAndDispose(denseForward(parameters, grid, { shape, everyLayer: false })),
  );
  const width = values.length / run.members.length;
  return run.members.map((_, r) => transposed(values.subarray(r * width, (r + 1) * width), data.outputUnits));
}

/** A copy, [count, units] → [units, count]. */
function transposed(values: Float32Array, units: number): Float32Array {
  const count = values.length / units;
  const result = new Float32Array(values.length);
  for (let n = 0; n < count; n++)
    for (let k = 0; k < units; k++) result[k * count + n] = values[n * units + k]!;
  return result;
}
