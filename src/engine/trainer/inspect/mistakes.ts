/** Single samples that a network is wrong on, and its calibration, over a whole part of the data. */
import { tensor2d } from '@tensorflow/tfjs-core';
import * as failures from '#messages/generated/inspectErrors.ts';
import { failed } from '#messages/Failure.ts';
import { DESCRIBED_ACTIVATIONS, isBounded } from '#nn/activations.ts';
import { logitsShape } from '#nn/metrics.ts';
import {
  calibrationOf,
  cellOf,
  sampleResults,
  worstOf,
  type Calibration,
  type SampleResults,
} from '#nn/mistakes.ts';
import { outputLayer } from '#nn/NetworkShape.ts';
import type { FoundSamples, InspectCalls } from '#protocol/inspect.ts';
import type { DeviceRun } from '../DeviceRun.ts';
import { parametersOf } from '../runStages.ts';
import { predictRows } from '../predictRows.ts';
import { rawRows } from './sampleRows.ts';

async function resultsOf(run: DeviceRun, part: 'train' | 'test'): Promise<SampleResults> {
  const { config, device } = run;
  const { shape, data, hyperparameters } = config;
  const { inputs, targets, count } = data[part];
  const parameters = parametersOf(shape, await run.checkpoint()).slice();
  const row = tensor2d(parameters, [1, parameters.length]);
  try {
    const pace = device.kernels.multiplyAddsPerSecond;
    const logits = await predictRows(logitsShape(shape), row, inputs, count, pace);
    if (device.isLost()) throw failed(await device.lost);
    const { activation, units } = outputLayer(shape);
    return sampleResults({
      task: data.task,
      loss: hyperparameters.loss,
      activation,
      logits,
      targets,
      count,
      units,
    });
  } finally {
    row.dispose();
  }
}

/** @param cell [truth, prediction]: the members of this cell; without it the worst samples. */
export async function findSamples(
  run: DeviceRun,
  { split, most, cell, rows }: InspectCalls['findSamples']['params'],
): Promise<FoundSamples> {
  const results = await resultsOf(run, split);
  if (cell && results.truths.length === 0) throw failed(failures.noClasses());
  const members = cell ? cellOf(results, ...cell) : worstOf(results, results.count);
  const index = members.slice(0, most);
  const { units } = results;
  const outputs = new Float32Array(index.length * units);
  for (const [i, n] of index.entries())
    outputs.set(results.outputs.subarray(n * units, (n + 1) * units), i * units);
  const hasClasses = results.truths.length > 0;
  return {
    count: members.length,
    index,
    losses: Float32Array.from(index, (n) => results.losses[n]!),
    outputs,
    ...(hasClasses
      ? {
          truths: Int16Array.from(index, (n) => results.truths[n]!),
          predictions: Int16Array.from(index, (n) => results.predictions[n]!),
        }
      : {}),
    ...(rows === undefined ? {} : { rows: rawRows(run.config.data[split], index.slice(0, rows)) }),
  };
}

export async function calibration(
  run: DeviceRun,
  part: 'train' | 'test',
  bins: number,
): Promise<Calibration> {
  const { activation } = outputLayer(run.config.shape);
  if (run.config.data.task === 'regression') throw failed(failures.noClasses());
  if (!isBounded(activation)) throw failed(failures.noProbabilities({ output: activation }));
  const [low, high] = DESCRIBED_ACTIVATIONS[activation].range;
  return calibrationOf(await resultsOf(run, part), [low, high], bins);
}
