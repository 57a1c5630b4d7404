/** Makes an experiment of a network that was read: its own where the file brings one, else on the present data. */
import { factsOf } from '#experiment/dataFacts.ts';
import type { Experiment } from '#experiment/experiment.ts';
import { isSameJson } from '#experiment/isSameJson.ts';
import { inputWidth, networkShape } from '#experiment/networkShape.ts';
import { defaultLoss, outputShape, OUTPUTS_OF_LOSS, OUTPUTS_OF_TASK } from '#experiment/output.ts';
import { parseExperiment } from '#experiment/parseExperiment.ts';
import { failed } from '#messages/Failure.ts';
import * as failures from '#messages/generated/modelErrors.ts';
import type { ModelLayer } from '../ModelToExport.ts';
import type { ImportedModel } from './ImportedModel.ts';

export interface PlacedModel {
  readonly experiment: Experiment;
  /** Flat, in the layout of `nn/NetworkShape.ts`. */
  readonly parameters: Float32Array;
  readonly epoch: number;
  readonly step: number;
}

/** @throws where it does not fit the data, or its own experiment is wrong */
export function placeModel(model: ImportedModel, present: Experiment): PlacedModel {
  const { layers } = model;
  const experiment =
    model.experiment === undefined ? onPresentData(layers, present) : parseExperiment(model.experiment);
  const shape = {
    inputs: layers[0]!.inputs,
    layers: layers.map(({ units, activation }) => ({ units, activation })),
  };
  if (!isSameJson(shape, networkShape(experiment))) throw failed(failures.notItsExperiment());
  const count = (value: unknown): number =>
    Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : 0;
  return {
    experiment,
    parameters: flatParameters(layers),
    epoch: count(model.epoch),
    // A link keeps weights from the first step on: these are not those of a seed.
    step: Math.max(1, count(model.step)),
  };
}

function onPresentData(layers: readonly ModelLayer[], present: Experiment): Experiment {
  const facts = factsOf(present.data);
  const last = layers.at(-1)!;
  const output = OUTPUTS_OF_TASK[facts.task].find((name) => name === last.activation);
  if (!output) throw failed(failures.outputActivation({ name: last.activation }));
  const wanted = { inputs: inputWidth(present.data), units: outputShape(facts, output).units };
  if (layers[0]!.inputs !== wanted.inputs || last.units !== wanted.units) {
    throw failed(
      failures.otherData({
        inputs: layers[0]!.inputs,
        outputs: last.units,
        dataInputs: wanted.inputs,
        dataOutputs: wanted.units,
      }),
    );
  }
  const { loss } = present.training;
  const fits = OUTPUTS_OF_LOSS[loss].includes(output);
  return parseExperiment({
    ...present,
    network: {
      ...present.network,
      hidden: layers.slice(0, -1).map(({ units, activation }) => ({ units, activation })),
      output: { activation: output },
    },
    training: { ...present.training, loss: fits ? loss : defaultLoss(facts, output) },
  });
}

function flatParameters(layers: readonly ModelLayer[]): Float32Array {
  const parts = layers.flatMap(({ kernel, bias }) => [kernel, bias]);
  const row = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    row.set(part, at);
    at += part.length;
  }
  return row;
}
