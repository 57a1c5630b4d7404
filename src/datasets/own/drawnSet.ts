/** Points that somebody has put on the plane, of up to four classes or with values from −1 to 1. */
import * as say from '#messages/generated/ownData.ts';
import type { PlaneSet } from '../DataSet.ts';
import { planeSet } from '../planeSet.ts';
import type { LabelledPoint } from '../Points.ts';
import { EASY, layers } from '../start.ts';

const CLASSES = [
  ['−1', '+1'],
  ['A', 'B', 'C'],
  ['A', 'B', 'C', 'D'],
] as const;

interface DrawnSettings {
  readonly labels: 'classes' | 'values';
  /** 2 to 4. */
  readonly classes: number;
  readonly count: number;
  readonly points: () => LabelledPoint[];
}

export function drawnSet({ labels, classes, count, points }: DrawnSettings): PlaneSet<'drawn'> {
  const isValues = labels === 'values';
  return {
    ...planeSet({
      name: 'drawn',
      label: 'Draw',
      about: say.drawn(),
      noise: 'points',
      task: isValues ? 'regression' : classes === 2 ? 'binary' : 'multiclass',
      classes: isValues ? [] : CLASSES[classes - 2]!,
      start: { ...EASY, hidden: layers('tanh', 8, 6), trainShare: 0.7 },
      generate: points,
    }),
    samples: { default: count, min: count, max: count },
    hasNoise: false,
    noise: null,
  };
}
