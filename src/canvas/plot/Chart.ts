/**
 * An XY chart as plain data: two axes and lines. `views/plot/createPlot.ts` draws it with uPlot; `paintPlotTexts.ts`
 * paints title, tick labels, goal, marked point and line labels over it.
 */
export interface Axis {
  readonly low: number;
  readonly high: number;
  readonly log: boolean;
}

export interface XAxis extends Axis {
  /** Follows the text of the last tick, e.g. " epochs". */
  readonly unit: string;
  /** Ticks are round in multiples of this: 1,000 for times in ms whose ticks are seconds. Absent: 1. */
  readonly tickUnit?: number;
  /** False where a chart below has the same axis: then the ticks have no texts. */
  readonly hasTexts: boolean;
}

export interface YAxis extends Axis {
  text(value: number): string;
}

export interface PlotLine {
  readonly name: string;
  readonly color: string;
  /** 0 for an area without a line. */
  readonly widthPx: number;
  readonly dash: readonly number[];
  /** Where it does not ascend, points are joined in the order given: the line of a sweep may bend back. */
  readonly x: ArrayLike<number>;
  /** NaN where nothing was measured: the line has a gap there. */
  readonly y: ArrayLike<number>;
  /** Points further apart than this are marked by dots: nothing was measured between them. Absent: none are. */
  readonly widestGap?: number;
  /** A dot on each point. */
  readonly hasDots?: boolean;
  /** Level from each point to the next, for counts of columns. */
  readonly hasSteps?: boolean;
  /** Behind the others: what is not of the present moment. */
  readonly isFaint?: boolean;
  /** Opacity of the area down to the axis; absent for none. */
  readonly areaAlpha?: number;
}

export interface Chart {
  readonly title: string;
  /** Follows the title more quietly where there is room. */
  readonly note: string;
  readonly x: XAxis;
  readonly y: YAxis;
  /** In order of painting. */
  readonly lines: readonly PlotLine[];
  /** Room to the right of the plot, in px; charts over each other have the same. */
  readonly rightPx: number;
  /** The names of the lines stand at their ends, in the room to the right. */
  readonly hasEndNames: boolean;
  /** Horizontal line, e.g. the latency goal, with its label. */
  readonly goal: { readonly y: number; readonly text: string } | null;
  /** Highlighted point with its label, e.g. the knee of a sweep. */
  readonly mark: { readonly x: number; readonly y: number; readonly text: string } | null;
  /** Where given, the cursor is an index into these x instead of an x, so that charts with other axes can share it. */
  readonly cursorPoints?: readonly number[];
}
