/** Subject of a measurement: data and network. A result keeps it, and is marked once they have changed. */
import { labelOfSet } from '#datasets/registry.ts';
import type { Experiment } from './experiment.ts';
import { networkShape } from './networkShape.ts';

type Subject = Pick<Experiment, 'data' | 'network'>;

/** 4-8-3: widths from the inputs to the outputs. */
export function networkText(subject: Subject): string {
  const { inputs, layers } = networkShape(subject);
  return [inputs, ...layers.map(({ units }) => units)].join('-');
}

/** Iris, 4-8-3 */
export function subjectText(subject: Subject): string {
  return `${labelOfSet(subject.data.set)}, ${networkText(subject)}`;
}

export function isSameSubject(a: Subject, b: Subject): boolean {
  return a === b || JSON.stringify([a.data, a.network]) === JSON.stringify([b.data, b.network]);
}
