/** Gathers a `ModelToExport` from an experiment, its samples and its parameters. */
import type { PreparedData, Split } from '#data/PreparedData.ts';
import { factsOf } from '#experiment/dataFacts.ts';
import type { Experiment } from '#experiment/experiment.ts';
import { networkShape } from '#experiment/networkShape.ts';
import { isCategory, targetRange } from '#experiment/tableData.ts';
import { failed } from '#messages/Failure.ts';
import * as failures from '#messages/generated/modelErrors.ts';
import { borderOf } from '#nn/classOf.ts';
import { layerOffsets, outputLayer, parameterCount, type NetworkShape } from '#nn/NetworkShape.ts';
import { makeGolden } from './makeGolden.ts';
import { modelInputs } from './modelInputs.ts';
import { modelName } from './code/modelName.ts';
import type { ModelColumn, ModelLayer, ModelOutput, ModelSamples, ModelToExport } from './ModelToExport.ts';

export interface ModelParts extends Pick<
  ModelToExport,
  'title' | 'link' | 'version' | 'epoch' | 'step' | 'metrics'
> {
  readonly experiment: Experiment;
  /** Flat parameters, in the layout of `nn/NetworkShape.ts`; a state row will do. */
  readonly parameters: Float32Array;
  /** The samples of this experiment; of digits a part of them will do. */
  readonly prepared: PreparedData;
}

/** @throws where a weight is not finite: a run gone wrong is not worth taking away */
export function makeModel({ experiment, parameters, prepared, title, ...rest }: ModelParts): ModelToExport {
  const shape = networkShape(experiment);
  const count = parameterCount(shape);
  if (!parameters.subarray(0, count).every(Number.isFinite)) throw failed(failures.notFinite());
  const isImage = factsOf(experiment.data).kind === 'image';
  const samplesOf = ({ count: of, raw, labels }: Split): ModelSamples => ({ count: of, raw, labels });
  return {
    ...rest,
    title,
    name: modelName(title),
    columns: modelColumns(experiment),
    inputs: modelInputs(experiment, prepared),
    shape,
    layers: modelLayers(shape, parameters),
    output: modelOutput(experiment),
    experiment,
    samples: isImage ? null : { train: samplesOf(prepared.train), test: samplesOf(prepared.test) },
    golden: makeGolden(experiment, prepared, parameters),
  };
}

function modelColumns({ data }: Experiment): ModelColumn[] {
  if (data.set === 'table' && data.table) {
    return data.table.columns.map((column) =>
      isCategory(column) ? { name: column.name, values: column.values } : { name: column.name },
    );
  }
  return factsOf(data).columns.map((name) => ({ name }));
}

/** Each layer's part of the flat row. */
export function modelLayers(shape: NetworkShape, parameters: Float32Array): ModelLayer[] {
  return layerOffsets(shape).map(({ inputs, units, kernelOffset, biasOffset }, i) => ({
    inputs,
    units,
    activation: shape.layers[i]!.activation,
    kernel: parameters.slice(kernelOffset, biasOffset),
    bias: parameters.slice(biasOffset, biasOffset + units),
  }));
}

function modelOutput(experiment: Experiment): ModelOutput {
  const { data } = experiment;
  const { classes } = factsOf(data);
  const { units, activation } = outputLayer(networkShape(experiment));
  if (classes.length > 0) {
    return { kind: 'classes', labels: classes, border: units === 1 ? borderOf(activation) : null };
  }
  const range = data.set === 'table' && data.table ? targetRange(data.table) : null;
  if (!range || !data.table) return { kind: 'value', name: 'y', min: -1, max: 1 };
  return { kind: 'value', name: data.table.target.name, min: range.min, max: range.max };
}
