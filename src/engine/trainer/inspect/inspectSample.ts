/** One sample through the network and back, from the kernels: activations, deltas, gradients, and the step they would cause. */
import { tensor2d } from '@tensorflow/tfjs-core';
import type { PreparedData } from '#data/PreparedData.ts';
import { denseForward } from '#engine/kernels/denseForward.ts';
import { failed } from '#messages/Failure.ts';
import * as failures from '#messages/generated/inspectErrors.ts';
import { weightedSums } from '#nn/forward.ts';
import { layerOffsets, unitCount, type NetworkShape } from '#nn/NetworkShape.ts';
import { decayOf } from '#nn/optimizers.ts';
import type { SampleBackward, SampleInspection } from '#protocol/inspect.ts';
import type { DeviceRun } from '../DeviceRun.ts';
import { parametersOf } from '../runStages.ts';
import { readAndDispose } from '../predictRows.ts';
import { lossGradients, oneStep } from './lossGradients.ts';

/**
 * @param row network inputs [inputs]
 * @param target [outputs]; undefined for that of the sample with these inputs
 * @throws Error with a sentence for the reader where row or target do not fit
 */
export async function inspectSample(
  run: DeviceRun,
  row: Float32Array,
  target?: Float32Array,
): Promise<SampleInspection> {
  const { config, device } = run;
  const { shape, data } = config;
  if (row.length !== shape.inputs)
    throw failed(failures.rowWidth({ given: row.length, inputs: shape.inputs }));
  if (target && target.length !== data.outputUnits)
    throw failed(failures.targetWidth({ given: target.length, outputs: data.outputUnits }));
  const checkpoint = await run.checkpoint();
  const parameters = parametersOf(shape, checkpoint).slice();
  const x = tensor2d(row.slice(), [1, row.length]);
  const output = denseForward(run.state, x, { shape, everyLayer: true });
  x.dispose();
  const a = (await readAndDispose(output)).slice();
  if (device.isLost()) throw failed(await device.lost);
  const known = target ?? targetOf(data, row);
  const backward = known ? await follow(run, row, known, checkpoint, parameters) : null;
  return { shape, step: checkpoint.step, parameters, z: sumsOf(shape, parameters, row, a), a, backward };
}

async function follow(
  { config, device, hyperparametersNow }: DeviceRun,
  row: Float32Array,
  target: Float32Array,
  { state, step, slotsSince }: Awaited<ReturnType<DeviceRun['checkpoint']>>,
  parameters: Float32Array,
): Promise<SampleBackward> {
  const { shape } = config;
  const sample = { inputs: row, targets: target, count: 1 };
  const { gradients, losses } = await lossGradients(
    device,
    shape,
    hyperparametersNow.loss,
    parameters,
    sample,
  );
  const { optimizer, l1, l2, clip } = hyperparametersNow;
  const plain = { ...hyperparametersNow, dropout: 0 };
  const stepped = await oneStep(device, shape, plain, state.slice(), sample, step - slotsSince);
  return {
    target: target.slice(),
    loss: losses[0]!,
    delta: deltasOf(shape, gradients),
    gradient: gradients,
    after: stepped.state.slice(0, parameters.length),
    rule: {
      optimizer: optimizer.name,
      rate: optimizer.learningRate,
      l1,
      l2,
      decay: decayOf(optimizer),
      ...(clip ? { clip } : {}),
    },
  };
}

/** Of one sample ∂loss/∂bias = ∂loss/∂z, since z = x·W + b. */
function deltasOf(shape: NetworkShape, gradient: Float32Array): Float32Array {
  const delta = new Float32Array(unitCount(shape));
  let unit = 0;
  for (const { biasOffset, units } of layerOffsets(shape)) {
    delta.set(gradient.subarray(biasOffset, biasOffset + units), unit);
    unit += units;
  }
  return delta;
}

/** Weighted sums of every layer from the activations before it. */
function sumsOf(
  shape: NetworkShape,
  parameters: Float32Array,
  row: Float32Array,
  a: Float32Array,
): Float32Array {
  const z = new Float32Array(a.length);
  let x = row;
  let unit = 0;
  for (const layer of layerOffsets(shape)) {
    weightedSums(parameters, layer, x, 1, z.subarray(unit, unit + layer.units));
    x = a.subarray(unit, unit + layer.units);
    unit += layer.units;
  }
  return z;
}

/** The target of the first sample with these very inputs. */
function targetOf({ train, test, outputUnits }: PreparedData, row: Float32Array): Float32Array | null {
  for (const { inputs, targets, count } of [train, test]) {
    for (let n = 0; n < count; n++) {
      let i = 0;
      while (i < row.length && inputs[n * row.length + i] === row[i]) i++;
      if (i === row.length) return targets.slice(n * outputUnits, (n + 1) * outputUnits);
    }
  }
  return null;
}
