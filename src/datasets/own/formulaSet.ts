/**
 * Points of somebody's own formula, uniform over [−6, 6]². For classes, class +1 lies above the curve x2 = f(x1); for values, each
 * point has the value f(x1, x2). Noise takes the label at a point from up to ±6·noise away per axis.
 */
import { bug } from '#messages/bug.ts';
import * as say from '#messages/generated/ownData.ts';
import type { PlaneSet } from '../DataSet.ts';
import { planeSet } from '../planeSet.ts';
import { PLANE_RADIUS, type LabelledPoint, type PointGenerator } from '../Points.ts';
import { EASY, layers } from '../start.ts';
import type { Surface } from '../surface.ts';

/** Where a formula has no number, the point is drawn again. So often: it has one at a hundredth of the plane, or more. */
const MOST_DRAWS = 2_000;

interface FormulaSettings {
  /** As it is written. */
  readonly text: string;
  readonly labels: 'classes' | 'values';
  /** Height of the curve above x1, or the value at (x1, x2); not finite where the formula has none. */
  readonly value: Surface;
  /** Values are divided by this, so that they lie in [−1, 1]. */
  readonly scale: number;
}

export function formulaSet({ text, labels, value, scale }: FormulaSettings): PlaneSet<'formula'> {
  const isValues = labels === 'values';
  const labelOf: Surface = isValues
    ? (x1, x2) => Math.min(1, Math.max(-1, value(x1, x2) / scale))
    : (x1, x2) => {
        const height = value(x1, x2);
        return Number.isNaN(height) ? height : Number(x2 > height);
      };
  return planeSet({
    name: 'formula',
    label: 'Formula',
    about: aboutOf(),
    noise: isValues ? 'values' : 'labels',
    task: isValues ? 'regression' : 'binary',
    start: { ...EASY, hidden: layers('tanh', 8, 6) },
    generate: labelledBy(labelOf),
  });

  function aboutOf(): string {
    if (!isValues) return say.curve({ text });
    return scale === 1
      ? say.values({ text })
      : say.scaledValues({ text, scale: String(Number(scale.toPrecision(4))) });
  }
}

function labelledBy(labelOf: Surface): PointGenerator {
  return (count, noise, random) => {
    const coordinate = (): number => random.uniform(-PLANE_RADIUS, PLANE_RADIUS);
    function draw(): LabelledPoint {
      for (let i = 0; i < MOST_DRAWS; i++) {
        const [x1, x2] = [coordinate(), coordinate()];
        const label = labelOf(x1 + noise * coordinate(), x2 + noise * coordinate());
        if (Number.isFinite(label)) return [x1, x2, label];
      }
      throw bug('the formula gives numbers almost nowhere on the plane');
    }
    return Array.from({ length: count }, draw);
  };
}
