/** The network's shape, derived from an Experiment and never stored, so that the two cannot disagree. */
import type { NetworkShape } from '#nn/NetworkShape.ts';
import { factsOf } from './dataFacts.ts';
import type { Experiment } from './experiment.ts';
import { widthOf } from './tableData.ts';
import { outputShape } from './output.ts';

/** Width of a row as the network sees it: chosen features of a plane, columns of a table, pixels of an image. */
export function inputWidth(data: Experiment['data']): number {
  const facts = factsOf(data);
  if (data.set === 'table' && data.table)
    return data.table.columns.reduce((sum, each) => sum + widthOf(each), 0);
  return facts.kind === 'plane' ? (data.features?.length ?? 2) : facts.columns.length;
}

export function networkShape(experiment: Pick<Experiment, 'data' | 'network'>): NetworkShape {
  const output = outputShape(factsOf(experiment.data), experiment.network.output.activation);
  return {
    inputs: inputWidth(experiment.data),
    layers: [...experiment.network.hidden, { units: output.units, activation: output.activation }],
  };
}
