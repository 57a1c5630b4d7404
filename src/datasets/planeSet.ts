/** Makes a set of the plane from what only this set knows: two classes unless it says otherwise. */
import type { Task } from '#nn/vocabulary.ts';
import type { NoiseKind, PlaneSet, StartingExperiment } from './DataSet.ts';
import type { PointGenerator } from './Points.ts';

interface PlaneSettings<Name extends string> {
  readonly name: Name;
  readonly label: string;
  readonly about: string;
  readonly noise: NoiseKind;
  readonly task?: Task;
  readonly classes?: readonly string[];
  readonly start: StartingExperiment;
  readonly generate: PointGenerator;
}

export function planeSet<const Name extends string>({
  noise,
  task = 'binary',
  classes = ['−1', '+1'],
  ...rest
}: PlaneSettings<Name>): PlaneSet<Name> {
  const isRegression = task === 'regression';
  return {
    ...rest,
    kind: 'plane',
    group: isRegression ? 'Values' : 'Classes',
    task,
    classes: isRegression ? [] : classes,
    columns: ['x1', 'x2'],
    // More points than this cannot be told apart on the map.
    samples: { default: 500, min: 10, max: 10_000 },
    hasNoise: true,
    noise,
    // A surface is only seen where points are dense.
    thumb: { count: isRegression ? 420 : 160, seed: 1 },
  };
}
