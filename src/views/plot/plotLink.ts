/** Linked cursor and selection of the charts of a pane. */
import type { XRange } from '#canvas/plot/axisScale.ts';
import { createFeed, type Feed } from '#state/Feed.ts';

export interface PlotLink {
  /** x, or an index where the charts have `cursorPoints`; null for none. */
  readonly cursor: Feed<number | null>;
  readonly selection: Feed<XRange | null>;
}

export const createPlotLink = (): PlotLink => ({
  cursor: createFeed<number | null>(null),
  selection: createFeed<XRange | null>(null),
});
