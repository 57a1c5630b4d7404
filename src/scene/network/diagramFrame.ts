/**
 * Frame of the diagram in its box: names beside the tiles, layout of the tiles, and room for the heads above them. Used by the
 * view and by the first picture of the page.
 */
import { networkLayout, type NetworkLayout } from '#canvas/networkLayout.ts';
import type { DataSet } from '#datasets/DataSet.ts';
import { DATA_SETS } from '#datasets/registry.ts';
import type { Experiment } from '#experiment/experiment.ts';
import { networkShape } from '#experiment/networkShape.ts';
import { outputLayer } from '#nn/NetworkShape.ts';
import type { NameSources } from './unitNames.ts';

/** Minimum distance between the centres of two heads with controls. */
const HEADS_PX = 156;
const LOW_PX = 300;
const NARROW_PX = 560;

export interface DiagramFrame {
  readonly names: NameSources;
  readonly layout: NetworkLayout;
  /** Centre of each column, inputs first. */
  readonly centres: readonly number[];
  /** Very little height: no footer, heads at the edge. */
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
  /** Scale of the text above and below the diagram (`textScale` in layout.ts). */
  scale = 1,
): DiagramFrame {
  const facts = DATA_SETS[data.set];
  const shape = networkShape({ data, network });
  const outputs = outputLayer(shape).units;
  const low = heightPx < LOW_PX;
  const narrow = widthPx < NARROW_PX;
  const names = { shape, inputNames: inputNames(facts, data), outputNames: outputs > 1 ? facts.classes : [] };
  const layout = networkLayout({
    shape,
    widthPx,
    topPx: (low ? 44 : narrow ? 56 : 76) * scale,
    bottomPx: heightPx - (low ? 12 : 44 * scale) - (outputs === 1 && !low ? 4 : 0),
    imageInput: facts.kind === 'image',
    inputLabelPx: facts.kind === 'image' ? 0 : labelWidth(names.inputNames, 15),
    outputLabelPx: labelWidth(names.outputNames, 14) + (facts.kind === 'plane' ? 0 : 44),
  });
  const centres = layout.columns.map((column) => column.x + column.widthPx / 2);
  const distance = Math.min(...centres.slice(1).map((x, i) => x - (centres[i] ?? 0)));
  return { names, layout, centres, low, narrow, compact: low || narrow || distance < HEADS_PX * scale };
}

function inputNames(facts: DataSet, data: Experiment['data']): readonly string[] {
  return facts.kind === 'plane' ? (data.features ?? facts.columns) : facts.columns;
}

/** Formulas are short; words need about six pixels per letter. */
function labelWidth(names: readonly string[], sizePx: number): number {
  if (names.length === 0) return 0;
  const longest = Math.max(...names.map((name) => name.replace(/[\^*()]/g, '').length));
  return Math.min(92, 12 + longest * (longest > 5 ? 6.2 : sizePx * 0.55));
}
