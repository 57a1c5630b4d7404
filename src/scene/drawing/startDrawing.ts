/** What drawing begins with: the points drawn before, or a copy of the points of the set that was chosen last. */
import { generatePoints } from '#data/generatePoints.ts';
import { splitCounts } from '#data/splitCounts.ts';
import type { LabelledPoint } from '#datasets/Points.ts';
import { factsOf } from '#experiment/dataFacts.ts';
import { drawnCount, packPoints, type DrawnSpec } from '#experiment/drawnPoints.ts';
import type { DataSpec, Experiment } from '#experiment/experiment.ts';
import { LIMITS } from '#experiment/limits.ts';
import { switchData, switchDataSet } from '#experiment/withDataSet.ts';

/** The set "drawn", with the points that were drawn last; empty where there were none. */
export function startDrawing(experiment: Experiment, past: readonly Experiment[]): Experiment {
  if (experiment.data.set === 'drawn') return experiment;
  const before = past.findLast(
    ({ data }) => data.set === 'drawn' && data.drawn && drawnCount(data.drawn) > 0,
  );
  const next = switchDataSet(experiment, 'drawn');
  return before?.data.drawn ? switchData(next, { ...next.data, drawn: before.data.drawn }) : next;
}

/** The last set of the plane that is not drawn; null where there was none. */
export function planeBefore(past: readonly Experiment[]): DataSpec | null {
  const found = past.findLast(({ data }) => data.set !== 'drawn' && factsOf(data).kind === 'plane');
  return found?.data ?? null;
}

/** The points of a set of the plane as drawn ones, with as many classes, or with values; as many as there is room for. */
export function copiedPoints(data: DataSpec): DrawnSpec | null {
  const facts = factsOf(data);
  if (facts.kind !== 'plane') return null;
  const { train, test } = splitCounts(data);
  const { count, raw, labels } = generatePoints(facts, train + test, data.noise, data.seed);
  const points = Array.from({ length: count }, (_, i): LabelledPoint => [
    raw[2 * i]!,
    raw[2 * i + 1]!,
    labels[i]!,
  ]);
  // Some sets give one class after the other: every so-manieth point keeps the classes in proportion.
  const kept = Math.min(count, LIMITS.drawnPoints);
  const some = Array.from({ length: kept }, (_, i) => points[Math.floor((i * count) / kept)]!);
  const spec = {
    labels: facts.task === 'regression' ? 'values' : 'classes',
    classes: Math.max(LIMITS.drawnClasses.min, facts.classes.length),
  } as const;
  return { ...spec, points: packPoints(some, spec) };
}
