/** A dense network from an ONNX file: its graph is followed from the input to the output, operator by operator. */
import { failed } from '#messages/Failure.ts';
import * as failures from '#messages/generated/modelErrors.ts';
import type { ModelLayer } from '../../ModelToExport.ts';
import { jsonObject } from '../json.ts';
import { checkedLayers, checkSize } from '../LayerDraft.ts';
import type { ImportedModel } from '../ImportedModel.ts';
import { INPUT_FLOW, type Flow, type FlowScaling } from './Flow.ts';
import { OPERATORS, type Value } from './operators.ts';
import { readGraph, type OnnxFile, type OnnxNode } from './readGraph.ts';

/** @throws with the first operator that is in the way */
export function readOnnx(bytes: Uint8Array): ImportedModel {
  const file = readGraph(bytes);
  const experiment = ownExperiment(file);
  const flow = follow(file, experiment !== undefined);
  const layers = checkedLayers(
    flow.layers.map((layer, i) => layerOf(layer, i === 0 ? scalingOf(flow) : null)),
  );
  const whole = (key: string): unknown => Number(file.metadata.get(key));
  return experiment === undefined
    ? { layers }
    : { layers, experiment, epoch: whole('epoch'), step: whole('step') };
}

/** Fanout's own inputs are those of its data: the scaling in front of the layers is not part of the weights. */
const scalingOf = ({ scaling, isOpaque }: Flow): FlowScaling | null => (isOpaque ? null : scaling);

function ownExperiment({ metadata }: OnnxFile): unknown {
  if (!metadata.has('fanout_version')) return undefined;
  return jsonObject(new TextEncoder().encode(metadata.get('experiment') ?? '')) ?? undefined;
}

function follow({ nodes, constants, inputs, outputs }: OnnxFile, isOwn: boolean): Flow {
  if (inputs.length !== 1 || outputs.length !== 1) {
    throw failed(failures.inputsAndOutputs({ inputs: inputs.length, outputs: outputs.length }));
  }
  const values = new Map<string, Value>();
  for (const [name, tensor] of constants) values.set(name, { kind: 'constant', ...tensor });
  values.set(inputs[0]!, { ...INPUT_FLOW, isOpaque: isOwn });
  for (const node of inOrder(nodes, values)) {
    const given = node.inputs.map((name) => (name === '' ? undefined : values.get(name)));
    const made = node.op === 'Constant' ? constantOf(node) : apply(node, given);
    if (!made) throw failed(failures.operator({ name: node.op || '–' }));
    values.set(node.output, made);
  }
  const result = values.get(outputs[0]!);
  if (result?.kind !== 'flow') throw failed(failures.noDenseLayer());
  return result;
}

function apply(node: OnnxNode, given: readonly (Value | undefined)[]): Value | null {
  // Whatever Fanout does before the first layer is known from the experiment.
  const opaque = given.find((value) => value?.kind === 'flow' && value.isOpaque && value.layers.length === 0);
  const isLayer = node.op === 'Gemm' || node.op === 'MatMul';
  if (opaque && !isLayer) return opaque;
  return OPERATORS.get(node.op)?.(node, given) ?? null;
}

const constantOf = ({ tensor, floats }: OnnxNode): Value | null => {
  if (tensor) return { kind: 'constant', ...tensor };
  const value = floats.get('value_float');
  return { kind: 'constant', dims: [], values: Float64Array.from(value === undefined ? [] : [value]) };
};

/** Each node after those whose results it takes; files need not be sorted. Nodes that never can be are left out. */
function* inOrder(nodes: readonly OnnxNode[], known: ReadonlyMap<string, unknown>): Generator<OnnxNode> {
  let waiting = [...nodes];
  while (waiting.length > 0) {
    const later: OnnxNode[] = [];
    for (const node of waiting) {
      if (node.inputs.every((name) => name === '' || known.has(name))) yield node;
      else later.push(node);
    }
    if (later.length === waiting.length) return;
    waiting = later;
  }
}

/** (x·f + o)·W + b = x·(f·W) + (b + o·W) */
function layerOf(layer: Flow['layers'][number], scaling: FlowScaling | null): ModelLayer {
  const { inputs, units, activation } = layer;
  checkSize(inputs, units);
  const kernel = Float64Array.from(layer.kernel);
  const bias = Float64Array.from(layer.bias);
  if (scaling) {
    const at = (list: readonly number[], i: number): number => list[list.length === 1 ? 0 : i] ?? Number.NaN;
    kernel.forEach((value, i) => {
      const input = Math.floor(i / units);
      kernel[i] = value * at(scaling.factor, input);
      bias[i % units]! += value * at(scaling.offset, input);
    });
  }
  return {
    inputs,
    units,
    activation: activation ?? 'linear',
    kernel: Float32Array.from(kernel),
    bias: Float32Array.from(bias),
  };
}
