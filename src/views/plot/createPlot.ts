/**
 * Adapter to uPlot: draws a Chart into an element and fills its box. The uPlot instance is rebuilt only when its
 * construction-time options change (number and kind of the lines, a logarithmic axis); else it gets new data.
 */
import UPlot from 'uplot';
import type { Frame } from '#canvas/Frame.ts';
import { alignLines } from '#canvas/plot/alignLines.ts';
import { xToPx, type XRange } from '#canvas/plot/axisScale.ts';
import type { Chart } from '#canvas/plot/Chart.ts';
import { paintPlotTexts } from '#canvas/plot/paintPlotTexts.ts';
import type { Theme } from '#canvas/theme.ts';
import { frameOf, plotOptions, type Drawn } from './plotOptions.ts';

export interface Plot {
  /** Draws the chart into the box as it is now; nothing while there is no box. */
  update(chart: Chart, theme: Theme, hidden: ReadonlySet<string>): void;
  /** Shows the cursor line and a dot on each line, at an x or an index into `cursorPoints`; null hides them. */
  setCursor(at: number | null): void;
  setSelection(range: XRange | null): void;
  /** The chart as drawn and its plot area within the element; null before the first drawing. */
  shown(): { readonly frame: Frame; readonly chart: Chart } | null;
  destroy(): void;
}

/**
 * @param label accessible name of the canvas
 * @param describedBy id of the element that holds its values as text
 */
export function createPlot(host: HTMLElement, label: string, describedBy: string | undefined): Plot {
  let plot: UPlot | null = null;
  let kind = '';
  let drawn: Drawn | null = null;
  const now = (): Drawn => drawn!;
  const paintTexts = (self: UPlot): void => {
    const { chart, theme, hidden } = now();
    self.ctx.save();
    self.ctx.scale(UPlot.pxRatio, UPlot.pxRatio);
    paintPlotTexts(self.ctx, frameOf(self), self.width, chart, theme, ({ name }) => !hidden.has(name));
    self.ctx.restore();
  };
  const build = (width: number, height: number): UPlot => {
    const built = new UPlot(
      { ...plotOptions(now), width, height, hooks: { draw: [paintTexts] } },
      now().data,
      host,
    );
    const { canvas } = built.ctx;
    canvas.setAttribute('role', 'img');
    canvas.setAttribute('aria-label', label);
    if (describedBy !== undefined) canvas.setAttribute('aria-describedby', describedBy);
    return built;
  };
  return {
    update(chart, theme, hidden) {
      const { clientWidth: width, clientHeight: height } = host;
      if (width === 0 || height === 0) return;
      drawn = { chart, theme, hidden, data: alignLines(chart) };
      const wanted = kindOf(chart);
      if (plot && wanted === kind) {
        if (plot.width !== width || plot.height !== height) plot.setSize({ width, height });
        showLines(plot, now());
        plot.setData(now().data);
        return;
      }
      plot?.destroy();
      kind = wanted;
      plot = build(width, height);
      showLines(plot, now());
    },
    setCursor(at) {
      if (!plot || !drawn) return;
      const points = drawn.chart.cursorPoints;
      const x = at === null ? null : points ? (points[at] ?? null) : at;
      const { width } = frameOf(plot);
      const px = x === null ? -10 : xToPx({ ...frameOf(plot), left: 0 }, drawn.chart.x, x);
      const isWithin = px >= 0 && px <= width;
      plot.setCursor({ left: isWithin ? px : -10, top: isWithin ? 0 : -10 }, false);
    },
    setSelection(range) {
      if (!plot || !drawn) return;
      const frame = frameOf(plot);
      const [low, high] = [range?.low ?? 0, range?.high ?? 0].map((x) =>
        Math.min(frame.width, Math.max(0, xToPx(frame, drawn!.chart.x, x) - frame.left)),
      ) as [number, number];
      const select = range
        ? { left: low, width: high - low, top: 0, height: frame.height }
        : { left: 0, width: 0, top: 0, height: 0 };
      plot.setSelect(select, false);
    },
    shown: () => (plot && drawn ? { frame: frameOf(plot), chart: drawn.chart } : null),
    destroy() {
      plot?.destroy();
      plot = null;
      drawn = null;
    },
  };
}

/** Construction-time options of a uPlot, as a key. */
const kindOf = ({ lines, x, y, rightPx }: Chart): string =>
  JSON.stringify([
    UPlot.pxRatio,
    x.log,
    x.hasTexts,
    y.log,
    rightPx,
    lines.map(({ widthPx, dash, hasDots, hasSteps, areaAlpha, isFaint }) => [
      widthPx,
      dash,
      hasDots,
      hasSteps,
      areaAlpha,
      isFaint,
    ]),
  ]);

function showLines(plot: UPlot, { chart, hidden }: Drawn): void {
  chart.lines.forEach(({ name }, i) => {
    const show = !hidden.has(name);
    if (plot.series[i + 1]?.show !== show) plot.setSeries(i + 1, { show }, false);
  });
}
