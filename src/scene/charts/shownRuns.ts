/** The runs of the charts, the present one first: then the runs that were left by going back, then those that were kept. */
import type { Experiment } from '#experiment/experiment.ts';
import * as say from '#messages/generated/charts.ts';
import type { KeptCurve } from '#state/runsStore.ts';
import type { ShownRun } from './runCharts.ts';
import { runName } from './runName.ts';
import { runRows, type History } from './runRows.ts';

export function shownRuns(
  history: History,
  branches: readonly History[],
  kept: readonly KeptCurve[],
  present: Experiment,
): readonly ShownRun[] {
  return [
    { name: say.thisRun(), color: null, rows: runRows(history) },
    ...branches.map((branch) => ({
      name: say.runLeft(),
      color: null,
      isFaint: true,
      rows: runRows(branch),
    })),
    ...kept.map(({ id, experiment, curve }, color) => ({
      id,
      name: say.numbered({ id, name: runName(experiment, present) }),
      color,
      rows: runRows(curve),
    })),
  ];
}
