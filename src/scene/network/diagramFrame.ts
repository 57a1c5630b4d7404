/**
 * Frame of the diagram in its box: names beside the tiles, layout of the tiles, and room for the heads above them. Used by the
 * view and by the first picture of the page.
 */
import { networkLayout, type NetworkLayout } from '#canvas/networkLayout.ts';
import { factsOf } from '#experiment/dataFacts.ts';
import { inputNamesOf } from '#experiment/inputNames.ts';
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
  const facts = factsOf(data);
  const shape = networkShape({ data, network });
  const outputs = outputLayer(shape).units;
  const low = heightPx < LOW_PX;
  const narrow = widthPx < NARROW_PX;
  const names = {
    shape,
    inputNames: inputNamesOf(data).map(shortName),
    outputNames: outputs > 1 ? facts.classes : [],
  };
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

/** A formula without a name can be longer than the diagram is wide. */
const MOST_LETTERS = 18;
const shortName = (name: string): string =>
  name.length > MOST_LETTERS ? `${name.slice(0, MOST_LETTERS - 1)}…` : name;

/** Formulas are short; words need about six pixels per letter. */
function labelWidth(names: readonly string[], sizePx: number): number {
  if (names.length === 0) return 0;
  const longest = Math.max(...names.map((name) => name.replace(/[\^*()]/g, '').length));
  return Math.min(92, 12 + longest * (longest > 5 ? 6.2 : sizePx * 0.55));
}
