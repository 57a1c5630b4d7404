/**
 * How the diagram stands in its box: names beside the tiles, the layout of the tiles, and how much room the heads over
 * them have. Experiment and box in, geometry out; the view and the first picture of the page ask the same function.
 */
import { DATA_SETS, type DataSetFacts } from '../../spec/dataSets.ts';
import type { Experiment } from '../../spec/experiment.ts';
import { networkShape } from '../../spec/networkShape.ts';
import { networkLayout, type NetworkLayout } from '../../paint/networkLayout.ts';
import type { NameSources } from './unitNames.ts';

/** What two heads with controls beside each other need between their middles. */
const HEADS_PX = 156;
const LOW_PX = 300;
const NARROW_PX = 560;

export interface DiagramFrame {
  readonly names: NameSources;
  readonly layout: NetworkLayout;
  /** Middle of each column, inputs first. */
  readonly centres: readonly number[];
  /** Hardly room for the diagram itself: no footer, heads at the edge. */
  readonly low: boolean;
  readonly narrow: boolean;
  /** Heads are names that open a panel, not controls. */
  readonly compact: boolean;
}

export function diagramFrame(
  data: Experiment['data'],
  network: Experiment['network'],
  widthPx: number,
  heightPx: number,
): DiagramFrame {
  const facts = DATA_SETS[data.set];
  const shape = networkShape({ data, network });
  const outputs = shape.layers.at(-1)?.units ?? 1;
  const low = heightPx < LOW_PX;
  const narrow = widthPx < NARROW_PX;
  const names = { shape, inputNames: inputNames(facts, data), outputNames: outputs > 1 ? facts.classes : [] };
  const layout = networkLayout({
    shape,
    widthPx,
    topPx: low ? 44 : narrow ? 56 : 76,
    bottomPx: heightPx - (low ? 12 : 44) - (outputs === 1 && !low ? 4 : 0),
    imageInput: facts.kind === 'image',
    inputLabelPx: facts.kind === 'image' ? 0 : labelWidth(names.inputNames, 15),
    outputLabelPx: labelWidth(names.outputNames, 14) + (facts.kind === 'plane' ? 0 : 44),
  });
  const centres = layout.columns.map((column) => column.x + column.widthPx / 2);
  const distance = Math.min(...centres.slice(1).map((x, i) => x - (centres[i] ?? 0)));
  return { names, layout, centres, low, narrow, compact: low || narrow || distance < HEADS_PX };
}

function inputNames(facts: DataSetFacts, data: Experiment['data']): readonly string[] {
  return facts.kind === 'plane' ? (data.features ?? facts.columns) : facts.columns;
}

/** Formulas are short; words take about six pixels a letter. */
function labelWidth(names: readonly string[], sizePx: number): number {
  if (names.length === 0) return 0;
  const longest = Math.max(...names.map((name) => name.replace(/[\^*()]/g, '').length));
  return Math.min(92, 12 + longest * (longest > 5 ? 6.2 : sizePx * 0.55));
}
