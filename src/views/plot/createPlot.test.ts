// @vitest-environment happy-dom
/** What uPlot draws for a chart, by its draw commands. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { tickText } from '#canvas/axisTicks.ts';
import type { Chart, PlotLine } from '#canvas/plot/Chart.ts';
import { recordingContext, type Recording } from '#canvas/testing/recordingContext.ts';
import { testTheme } from '#canvas/testing/testTheme.ts';
import { createPlot, type Plot } from './createPlot.ts';

/** Node has no paths: enough of one that its commands can be read. */
class PathStandIn {
  readonly commands: [name: string, ...args: number[]][] = [];
  constructor(from?: PathStandIn) {
    if (from) this.commands.push(...from.commands);
  }
  moveTo(x: number, y: number): void {
    this.commands.push(['moveTo', x, y]);
  }
  lineTo(x: number, y: number): void {
    this.commands.push(['lineTo', x, y]);
  }
  arc(...args: number[]): void {
    this.commands.push(['arc', ...args]);
  }
  rect(...args: number[]): void {
    this.commands.push(['rect', ...args]);
  }
}

const NONE: ReadonlySet<string> = new Set();
const line = (change: Partial<PlotLine> = {}): PlotLine => ({
  name: 'train',
  color: testTheme.seriesTrain,
  widthPx: 1.5,
  dash: [],
  x: [0, 1, 2, 3],
  y: [1, 0.4, 0.2, 0.1],
  ...change,
});
const chart = (...lines: PlotLine[]): Chart => ({
  title: 'Loss',
  note: '',
  x: {
    low: 0,
    high: Math.max(...lines.flatMap(({ x }) => Array.from(x))),
    log: false,
    unit: ' epochs',
    hasTexts: true,
  },
  y: { low: 0, high: 1, log: false, text: tickText },
  lines,
  rightPx: 12,
  hasEndNames: false,
  goal: null,
  mark: null,
});

let recording: Recording;
let host: HTMLElement;
let plot: Plot;

beforeEach(() => {
  vi.stubGlobal('Path2D', PathStandIn);
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockImplementation(function (this: HTMLCanvasElement) {
    recording = recordingContext();
    Object.assign(recording.context, { canvas: this });
    return recording.context as never;
  });
  host = document.createElement('div');
  Object.defineProperties(host, { clientWidth: { value: 316 }, clientHeight: { value: 102 } });
  document.body.append(host);
  plot = createPlot(host, 'Loss over epochs', 'words');
});
afterEach(() => {
  plot.destroy();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

/** uPlot draws at the end of the task that asked. */
async function draw(of: Chart, hidden = NONE): Promise<void> {
  plot.update(of, testTheme, hidden);
  recording.commands.length = 0;
  await Promise.resolve();
}

const strokes = (color: string) =>
  recording.commands.filter(
    ({ name, strokeStyle, args }) => name === 'stroke' && strokeStyle === color && args.length > 0,
  );
const pathOf = (color: string): PathStandIn => strokes(color)[0]!.args[0] as PathStandIn;
const dots = (): number =>
  recording.commands
    .filter(({ name, args }) => name === 'fill' && args[0] instanceof PathStandIn)
    .flatMap(({ args }) => (args[0] as PathStandIn).commands)
    .filter(([name]) => name === 'arc').length;

test('the canvas has the name of the picture, and where its values are told', async () => {
  await draw(chart(line()));
  const canvas = host.querySelector('canvas')!;
  expect([canvas.getAttribute('role'), canvas.getAttribute('aria-label')]).toEqual([
    'img',
    'Loss over epochs',
  ]);
  expect(canvas.getAttribute('aria-describedby')).toBe('words');
});

test('lines have their colours and dashes, and stand where their values are', async () => {
  const test = line({ name: 'test', color: testTheme.seriesTest, dash: [4, 2], y: [1, 0.5, 0.3, 0.2] });
  await draw(chart(test, line()));
  expect(strokes(testTheme.seriesTest)[0]).toMatchObject({ lineDash: [4, 2], lineWidth: 1.5 });
  expect(strokes(testTheme.seriesTrain)[0]).toMatchObject({ lineDash: [], lineWidth: 1.5 });
  const { frame } = plot.shown()!;
  const points = pathOf(testTheme.seriesTrain).commands.map(([, x, y]) => [x, y] as [number, number]);
  expect(points[0]).toEqual([frame.left, frame.top]);
  expect(points.at(-1)![0]).toBe(frame.left + frame.width);
  expect(points.at(-1)![1]).toBeCloseTo(frame.top + frame.height * 0.9, -0.5);
});

test('a line that is switched off is not drawn', async () => {
  await draw(chart(line()), new Set(['train']));
  expect(strokes(testTheme.seriesTrain)).toHaveLength(0);
  await draw(chart(line()));
  expect(strokes(testTheme.seriesTrain)).toHaveLength(1);
});

test('points between which nothing was measured are marked by dots, and joined', async () => {
  const sparse = { x: [0, 1, 2, 50, 100], y: [1, 0.5, 0.4, 0.3, 0.2] };
  await draw(chart(line(sparse)));
  expect(dots()).toBe(0);
  await draw(chart(line({ ...sparse, widestGap: 5 })));
  expect(dots()).toBe(3);
  expect(pathOf(testTheme.seriesTrain).commands).toHaveLength(5);
});

test('measured points have dots; a line that bends back is joined in its own order', async () => {
  const bent = line({ x: [1, 9, 7], y: [0.1, 0.5, 0.9], hasDots: true });
  await draw(chart(bent));
  expect(dots()).toBe(3);
  const xs = pathOf(testTheme.seriesTrain).commands.map(([, x]) => x!);
  expect(xs[1]!).toBeGreaterThan(xs[2]!);
  expect(xs[2]!).toBeGreaterThan(xs[0]!);
});

test('a column is level over its width, and its area is fainter than its line', async () => {
  const steps = { x: [0, 1, 2], y: [0.5, 1, 1], hasSteps: true };
  await draw(chart(line({ ...steps, widthPx: 0, areaAlpha: 0.18 }), line(steps)));
  const area = recording.commands.filter(
    ({ name, fillStyle, globalAlpha }) =>
      name === 'fill' && fillStyle === testTheme.seriesTrain && globalAlpha === 0.18,
  );
  expect(area).toHaveLength(1);
  const heights = pathOf(testTheme.seriesTrain).commands.map(([, , y]) => y!);
  expect(new Set(heights).size).toBe(2);
});

test('the cursor stands at its x with a dot on each line, and is gone with null', async () => {
  await draw(chart(line(), line({ name: 'test', widthPx: 0, areaAlpha: 0.2 })));
  plot.setCursor(1);
  const cursor = host.querySelector<HTMLElement>('.u-cursor-x')!;
  const { frame } = plot.shown()!;
  expect(cursor.style.transform).toBe(`translate(${Math.round(frame.width / 3)}px,0px)`);
  expect(cursor.classList.contains('u-off')).toBe(false);
  const sizes = [...host.querySelectorAll<HTMLElement>('.u-cursor-pt')].map(({ style }) => style.width);
  expect(sizes.sort()).toEqual(['0px', '8px']);
  plot.setCursor(null);
  expect(cursor.classList.contains('u-off')).toBe(true);
});

test('a cursor may count measured points instead of x', async () => {
  await draw({ ...chart(line()), cursorPoints: [3, 0, 1.5] });
  plot.setCursor(2);
  const { frame } = plot.shown()!;
  expect(host.querySelector<HTMLElement>('.u-cursor-x')!.style.transform).toBe(
    `translate(${Math.round(frame.width / 2)}px,0px)`,
  );
});

test('a selection covers its part of the plot, and nothing once it is over', async () => {
  await draw(chart(line()));
  const { frame } = plot.shown()!;
  const select = host.querySelector<HTMLElement>('.u-select')!;
  plot.setSelection({ low: 1, high: 2 });
  expect(Number.parseFloat(select.style.left)).toBeCloseTo(frame.width / 3);
  expect(Number.parseFloat(select.style.width)).toBeCloseTo(frame.width / 3);
  plot.setSelection(null);
  expect(select.style.width).toBe('0px');
});

test('a zoomed axis, and one that becomes logarithmic, are drawn anew', async () => {
  const whole = chart(line());
  await draw(whole);
  expect(recording.texts()).toContain('Loss');
  await draw({ ...whole, x: { ...whole.x, low: 1, high: 2 } });
  expect(recording.texts()).toContain('2 epochs');
  await draw({ ...whole, y: { low: 0.1, high: 1, log: true, text: tickText } });
  const heights = pathOf(testTheme.seriesTrain).commands.map(([, , y]) => y!);
  const { frame } = plot.shown()!;
  expect(heights.at(-1)).toBeCloseTo(frame.top + frame.height, 0);
  expect(host.querySelectorAll('canvas')).toHaveLength(1);
});

test('without a point there are axes all the same', async () => {
  await draw({
    ...chart(line({ x: [], y: [] })),
    x: { low: 0, high: 1, log: false, unit: ' epochs', hasTexts: true },
  });
  expect(recording.texts()).toEqual(expect.arrayContaining(['Loss', '0', '1 epochs']));
});
