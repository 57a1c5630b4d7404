/** A network as an ONNX file: raw rows in, one Gemm and an activation a layer, everything else that is known as metadata. */
import { titleLine } from '../../code/titleLine.ts';
import type { ModelToExport } from '../../ModelToExport.ts';
import { ACTIVATION_NODES } from './activationNodes.ts';
import { inputNodes } from './inputNodes.ts';
import { OnnxGraph, OUTPUT } from './OnnxGraph.ts';

export function onnxModel(model: ModelToExport): Uint8Array {
  const { layers, columns, name, version } = model;
  const graph = new OnnxGraph();
  let x = inputNodes(graph, model);
  for (const [i, { inputs, units, kernel, bias, activation }] of layers.entries()) {
    const output = i === layers.length - 1 ? OUTPUT : undefined;
    const weights = graph.tensor(`dense_${i}/kernel`, [inputs, units], kernel);
    const gemm = [x, weights, graph.tensor(`dense_${i}/bias`, [units], bias)];
    const settings = { floats: { alpha: 1, beta: 1 }, ints: { transA: 0, transB: 0 } };
    x =
      activation === 'linear'
        ? graph.node('Gemm', gemm, settings, output)
        : ACTIVATION_NODES[activation](graph, graph.node('Gemm', gemm, settings), output);
  }
  return graph.finish({
    name,
    doc: titleLine(model),
    version,
    inputs: columns.length,
    outputs: layers.at(-1)!.units,
    metadata: metadataOf(model),
  });
}

/** Values are texts, so what is not is JSON. The experiment is what Fanout opens again. */
function metadataOf({
  version,
  columns,
  inputs,
  output,
  experiment,
  epoch,
  step,
  metrics,
  link,
}: ModelToExport): Record<string, string> {
  return {
    fanout_version: version,
    experiment: JSON.stringify(experiment),
    epoch: String(epoch),
    step: String(step),
    columns: JSON.stringify(columns),
    features: JSON.stringify(inputs.map(({ name }) => name)),
    output: JSON.stringify(output),
    ...(output.kind === 'classes' ? { classes: JSON.stringify(output.labels) } : {}),
    ...(metrics ? { metrics: JSON.stringify(metrics) } : {}),
    ...(link === null ? {} : { link }),
  };
}
