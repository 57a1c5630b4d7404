/** The curves of runs as CSV (RFC 4180): a row per measured point, and of the present run the layers at each kept moment. */
import { csvText } from '#messages/csvText.ts';
import type { LayerCurves, ShownRun } from './runCharts.ts';
import { along } from './runRows.ts';

const HEAD = [
  'run',
  'epoch',
  'step',
  'seconds',
  'train_loss',
  'test_loss',
  'train_accuracy',
  'test_accuracy',
  'learning_rate',
] as const;

/** An empty cell is a number that was not measured. */
const cell = (value: number | undefined): string =>
  value === undefined || !Number.isFinite(value) ? '' : String(value);

export function runsCsv(
  runs: readonly ShownRun[],
  layers: LayerCurves | null,
  layerNames: readonly string[],
): string {
  const names = (layers ? layerNames.slice(0, layers.layers.length) : []).map((name) =>
    name.toLowerCase().replaceAll(' ', '_'),
  );
  const head = [...HEAD, ...names.flatMap((name) => [`gradient_norm_${name}`, `update_ratio_${name}`])];
  const lines = runs.flatMap((run, i) => rowsOf(run, i === 0 ? layers : null, names.length));
  return `${[head.map(csvText).join(','), ...lines].join('\r\n')}\r\n`;
}

function rowsOf({ name, rows }: ShownRun, layers: LayerCurves | null, columns: number): string[] {
  const none = Array.from({ length: 2 * columns }, () => '');
  const moments = layers?.step ?? [];
  const momentOf = new Map(moments.map((step, i) => [step, i]));
  const layerCells = (step: number): string[] => {
    const i = momentOf.get(step);
    if (!layers || i === undefined) return none;
    return layers.layers.flatMap((layer) => [cell(layer.gradientNorm[i]), cell(layer.updateRatio[i])]);
  };
  const measured = Array.from(rows.steps, (step, i) => ({
    step,
    cells: [
      csvText(name),
      cell(rows.epochs[i]),
      cell(step),
      cell(rows.seconds[i]),
      cell(rows.trainLoss[i]),
      cell(rows.testLoss[i]),
      cell(rows.trainAccuracy[i]),
      cell(rows.testAccuracy[i]),
      cell(rows.rates[i]),
      ...layerCells(step),
    ],
  }));
  const seen = new Set(rows.steps);
  const seconds = along(rows, moments, 'seconds');
  const between = moments.flatMap((step, i) =>
    seen.has(step)
      ? []
      : [
          {
            step,
            cells: [
              csvText(name),
              cell(layers!.epoch[i]),
              cell(step),
              cell(seconds[i]),
              '',
              '',
              '',
              '',
              '',
              ...layerCells(step),
            ],
          },
        ],
  );
  return [...measured, ...between].sort((a, b) => a.step - b.step).map(({ cells }) => cells.join(','));
}
