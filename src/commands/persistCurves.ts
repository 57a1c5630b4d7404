/**
 * Keeps the runs of the charts with the work of the tab, in IndexedDB: written when one is kept or removed, brought back by a reload. Long
 * curves are thinned evenly to the room that they have together.
 */
import { parseExperiment } from '#experiment/parseExperiment.ts';
import type { HistoryPoint } from '#protocol/trainer.ts';
import { restoreCurves, runsStore, type KeptCurve } from '#state/runsStore.ts';
import { POINT_BYTES, type WorkStore } from './workStore.ts';

/** Of all runs of a tab; five of them have some 5,000 points each. */
const MOST_BYTES = 4 * 2 ** 20;

interface CurveParts {
  /** The storage, and the name of this tab in it. */
  ready(): Promise<readonly [Pick<WorkStore, 'putCurves' | 'curves'>, string]>;
  onFailure(): void;
}

/** @returns a function that stops it */
export function persistCurves({ ready, onFailure }: CurveParts): () => void {
  /** Until then nothing is written over what was kept. */
  let isRead = false;
  const write = async (): Promise<void> => {
    try {
      const [store, tab] = await ready();
      await store.putCurves(tab, thinned(runsStore.getState().runs));
    } catch {
      onFailure();
    }
  };
  const read = async (): Promise<readonly KeptCurve[]> => {
    try {
      const [store, tab] = await ready();
      return (await store.curves(tab)).flatMap(checked);
    } catch {
      // Told when there is something to lose.
      return [];
    }
  };
  const start = async (): Promise<void> => {
    const before = await read();
    const hasNew = runsStore.getState().runs.length > 0;
    restoreCurves(before);
    isRead = true;
    if (hasNew) await write();
  };
  void start();
  return runsStore.subscribe(() => {
    if (isRead) void write();
  });
}

/** An older Fanout may have written it: a run that is no longer understood is left out. */
function checked({ id, experiment, curve }: KeptCurve): KeptCurve[] {
  try {
    if (!Number.isSafeInteger(id) || !Array.isArray(curve)) return [];
    return [{ id, experiment: parseExperiment(experiment), curve }];
  } catch {
    return [];
  }
}

/** The ends of each curve stay. */
export function thinned(runs: readonly KeptCurve[], mostBytes = MOST_BYTES): readonly KeptCurve[] {
  const points = runs.reduce((sum, { curve }) => sum + curve.length, 0);
  const share = mostBytes / (points * POINT_BYTES);
  if (!(share < 1)) return runs;
  return runs.map((run) => ({
    ...run,
    curve: spread(run.curve, Math.max(2, Math.floor(share * run.curve.length))),
  }));
}

function spread(curve: readonly HistoryPoint[], count: number): readonly HistoryPoint[] {
  if (curve.length <= count) return curve;
  return Array.from({ length: count }, (_, i) => curve[Math.round((i * (curve.length - 1)) / (count - 1))]!);
}
