/** The way from raw rows to the network's inputs as ONNX operators, so that the file takes rows as they are measured. */
import { MOST_DEVIATIONS } from '#data/formulaScaling.ts';
import { pipelineOf } from '../../code/pipelineOf.ts';
import type { ModelInput, ModelToExport } from '../../ModelToExport.ts';
import { expressionNodes } from './expressionNodes.ts';
import { INPUT, type OnnxGraph } from './OnnxGraph.ts';

const FLOAT = 1;

/** @returns the name of the inputs [batch, inputs] */
export function inputNodes(graph: OnnxGraph, model: Pick<ModelToExport, 'inputs' | 'columns'>): string {
  const pipeline = pipelineOf(model);
  switch (pipeline.kind) {
    case 'same':
      return INPUT;
    case 'uniform':
      return scaled(graph, INPUT, graph.scalar(pipeline.mean), graph.scalar(pipeline.deviation));
    case 'scaled': {
      const { means, deviations } = pipeline;
      const mean = graph.tensor('mean', [means.length], means);
      return scaled(graph, INPUT, mean, graph.tensor('deviation', [means.length], deviations));
    }
    case 'mixed': {
      const columns = pipeline.inputs.map((input) => mixedInput(graph, input));
      return graph.node('Concat', columns, { ints: { axis: 1 } });
    }
  }
}

function scaled(graph: OnnxGraph, value: string, mean: string, deviation: string): string {
  return graph.node('Div', [graph.node('Sub', [value, mean]), deviation]);
}

function mixedInput(graph: OnnxGraph, input: ModelInput): string {
  switch (input.kind) {
    case 'number': {
      const column = graph.column(INPUT, input.column);
      const { mean, deviation } = input;
      if (mean === 0 && deviation === 1) return column;
      return scaled(graph, column, graph.scalar(mean), graph.scalar(deviation));
    }
    case 'category': {
      const same = graph.node('Equal', [graph.column(INPUT, input.column), graph.scalar(input.value)]);
      return graph.node('Cast', [same], { ints: { to: FLOAT } });
    }
    case 'formula': {
      const value = expressionNodes(graph, input.expression);
      if (!input.scaling) return value;
      const { mean, deviation } = input.scaling;
      const standard = scaled(graph, value, graph.scalar(mean), graph.scalar(deviation));
      const cut = graph.node('Clip', [
        standard,
        graph.scalar(-MOST_DEVIATIONS),
        graph.scalar(MOST_DEVIATIONS),
      ]);
      return graph.node('Where', [graph.node('IsNaN', [value]), graph.scalar(0), cut]);
    }
  }
}
