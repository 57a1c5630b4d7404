/** The options of a uPlot: axes, grid and lines of a chart that may change while the plot stays. */
import UPlot from 'uplot';
import type { Frame } from '#canvas/Frame.ts';
import { isAscending, sparsePoints, type AlignedData } from '#canvas/plot/alignLines.ts';
import type { Axis, Chart, PlotLine } from '#canvas/plot/Chart.ts';
import { bottomPx, LEFT_PX, TOP_PX, xTicks, yTicks } from '#canvas/plot/paintPlotTexts.ts';
import type { Theme } from '#canvas/theme.ts';

/** What a plot shows at the moment. */
export interface Drawn {
  readonly chart: Chart;
  readonly theme: Theme;
  /** Names of lines that are switched off. */
  readonly hidden: ReadonlySet<string>;
  readonly data: AlignedData;
}

const DOT_PX = 8;
const FAINT = 0.3;

/** The plot area in CSS pixels. */
export function frameOf({ bbox }: UPlot): Frame {
  const ratio = UPlot.pxRatio;
  return {
    left: bbox.left / ratio,
    top: bbox.top / ratio,
    width: bbox.width / ratio,
    height: bbox.height / ratio,
  };
}

const noListener = (): null => null;

export function plotOptions(now: () => Drawn): Omit<UPlot.Options, 'width' | 'height'> {
  const { chart } = now();
  const scale = (axis: (chart: Chart) => Axis): UPlot.Scale => ({
    time: false,
    // oxlint-disable-next-line typescript/no-unsafe-enum-assignment -- uPlot's enums exist in its types alone
    distr: axis(chart).log ? 3 : 1,
    // Zeros on a logarithmic axis lie at its foot.
    clamp: (_self, _value, low) => low,
    range: () => [axis(now().chart).low, axis(now().chart).high],
  });
  const grid = { stroke: () => now().theme.lineSoft, width: 1 };
  const noTexts = (_self: UPlot, splits: number[]): string[] => splits.map(() => '');
  const all = (_self: UPlot, splits: number[]): number[] => splits;
  return {
    padding: [TOP_PX, chart.rightPx, 0, 0],
    legend: { show: false },
    scales: { x: scale(({ x }) => x), y: scale(({ y }) => y) },
    axes: [
      {
        splits: (self) => xTicks(now().chart, frameOf(self)),
        filter: all,
        values: noTexts,
        size: bottomPx(chart.x.hasTexts),
        grid,
        ticks: { stroke: () => now().theme.lineControl, size: 4, width: 1, filter: all },
        border: { show: true, stroke: () => now().theme.lineControl, width: 1 },
      },
      {
        splits: (self) => yTicks(now().chart, frameOf(self)),
        filter: all,
        values: noTexts,
        size: LEFT_PX,
        grid,
        ticks: { show: false },
      },
    ],
    series: [{}, ...chart.lines.map((_, i) => seriesOf(now, i))],
    cursor: {
      y: false,
      drag: { x: false, y: false, setScale: false },
      points: {
        // An area has the dot of its line.
        size: (_self, i) => (isArea(lineOf(now(), i)) ? 0 : DOT_PX),
        width: (_self, i) => (isArea(lineOf(now(), i)) ? 0 : 1.5),
        fill: (_self, i) => lineOf(now(), i)?.color ?? '',
        stroke: () => now().theme.pointEdge,
      },
      // `plotPointers.ts` follows pointers.
      bind: {
        mousedown: noListener,
        mouseup: noListener,
        click: noListener,
        dblclick: noListener,
        mousemove: noListener,
        mouseleave: noListener,
        mouseenter: noListener,
      },
    },
  };
}

const lineOf = ({ chart }: Drawn, series: number): PlotLine | undefined => chart.lines[series - 1];
const isArea = (line: PlotLine | undefined): boolean => line?.areaAlpha !== undefined;

function seriesOf(now: () => Drawn, i: number): UPlot.Series {
  const line = (): PlotLine => now().chart.lines[i]!;
  const { name, widthPx, dash, hasDots, hasSteps, areaAlpha, isFaint } = line();
  const color = (): string => line().color;
  return {
    label: name,
    width: widthPx,
    // uPlot takes dashes in pixels of the canvas.
    dash: dash.map((px) => px * UPlot.pxRatio),
    stroke: color,
    alpha: areaAlpha ?? (isFaint ? FAINT : 1),
    ...(areaAlpha === undefined ? {} : { fill: color, fillTo: () => now().chart.y.low }),
    ...(hasSteps ? { paths: UPlot.paths.stepped!({ align: 1 }) } : { paths: pathsOf(line) }),
    points: {
      show: () => hasDots === true,
      filter: (_self, _series, show) => {
        const { data } = now();
        if (show || isArea(line())) return null;
        const sparse = sparsePoints(data[0], data[i + 1] ?? [], line().widestGap);
        return sparse.length > 0 ? sparse : null;
      },
      size: hasDots ? 7 : 4,
      width: hasDots ? 1 : 0,
      fill: color,
      stroke: () => (hasDots ? now().theme.surface : color()),
    },
  };
}

/** uPlot joins points in order of x; a line that bends back is joined in the order in which it was measured. */
function pathsOf(line: () => PlotLine): UPlot.Series.PathBuilder {
  const linear = UPlot.paths.linear!();
  return (self, series, from, to) => {
    const { x, y } = line();
    if (isAscending(line())) return linear(self, series, from, to);
    const stroke = new Path2D();
    for (let i = 0; i < x.length; i++) {
      const [atX, atY] = [x[i]!, y[i] ?? Number.NaN];
      if (!Number.isFinite(atY)) continue;
      stroke.lineTo(self.valToPos(atX, 'x', true), self.valToPos(atY, 'y', true));
    }
    return { stroke, flags: 0 };
  };
}
