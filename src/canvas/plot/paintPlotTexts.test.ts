import { expect, it } from 'vitest';
import { tickText } from '../axisTicks.ts';
import { recordingContext } from '../testing/recordingContext.ts';
import { testTheme } from '../testing/testTheme.ts';
import type { Chart, PlotLine } from './Chart.ts';
import { paintPlotTexts } from './paintPlotTexts.ts';

const WIDTH_PX = 400;
const frame = { left: 44, top: 18, width: 300, height: 160 };
const line = (name: string, y: number[]): PlotLine => ({
  name,
  color: testTheme.ink,
  widthPx: 1,
  dash: [],
  x: [0, 50, 100],
  y,
});
const chart = (change: Partial<Chart> = {}): Chart => ({
  title: 'Loss',
  note: 'a note',
  x: { low: 0, high: 100, log: false, unit: ' epochs', hasTexts: true },
  y: { low: 0, high: 1_000, log: false, text: tickText },
  lines: [],
  rightPx: 56,
  hasEndNames: false,
  goal: null,
  mark: null,
  ...change,
});

function painted(change: Partial<Chart> = {}, isShown: (line: PlotLine) => boolean = () => true) {
  const recording = recordingContext();
  paintPlotTexts(recording.context, frame, WIDTH_PX, chart(change), testTheme, isShown);
  return recording;
}

it('writes title and note, and the unit at the last tick', () => {
  const texts = painted().texts();
  expect(texts).toEqual(expect.arrayContaining(['Loss', 'a note', '100 epochs', '0']));
  expect(texts.filter((text) => text.includes('epochs'))).toHaveLength(1);
});

it('leaves out the texts of an axis that the chart below has', () => {
  const texts = painted({ x: { low: 0, high: 100, log: false, unit: ' s', hasTexts: false } }).texts();
  expect(texts.some((text) => text.endsWith(' s'))).toBe(false);
});

it('keeps the text of a tick at the edge of its plot within it, where plots lie close over each other', () => {
  const heights = painted()
    .named('fillText')
    .filter(({ textAlign }) => textAlign === 'right')
    .map(({ args }) => Number(args[2]));
  expect(Math.min(...heights)).toBe(frame.top + 4);
  expect(Math.max(...heights)).toBe(frame.top + frame.height - 4);
});

it('rings the marked point and keeps its words whole, wherever it lies', () => {
  for (const x of [0, 3, 25, 50, 75, 99, 100]) {
    const text = 'knee at 11,000/s';
    const { commands, textExtents } = painted({ mark: { x, y: 600, text } });
    expect(commands.filter(({ name, args }) => name === 'arc' && args[2] === 7)).toHaveLength(1);
    const { left, right } = textExtents().find((one) => one.text === text)!;
    expect(left).toBeGreaterThanOrEqual(0);
    expect(right).toBeLessThanOrEqual(WIDTH_PX);
  }
});

it('draws neither goal nor mark where zoom has left them outside', () => {
  expect(painted({ goal: { y: 500, text: 'goal' } }).texts()).toContain('goal');
  expect(painted({ goal: { y: 5_000, text: 'goal' } }).texts()).not.toContain('goal');
  expect(painted({ mark: { x: 500, y: 1, text: 'knee' } }).texts()).not.toContain('knee');
});

it('names lines at their ends, the highest first, none over another and none that is switched off', () => {
  const lines = [
    line('max', [900, 900, 905]),
    line('p99', [1, 1, 900]),
    line('p50', [1, 10, NaN]),
    line('off', [1, 1, 500]),
  ];
  const recording = painted({ lines, hasEndNames: true }, ({ name }) => name !== 'off');
  const names = recording.named('fillText').filter(({ args }) => Number(args[1]) > frame.left + frame.width);
  expect(names.map(({ args }) => args[0])).toEqual(['max', 'p99', 'p50']);
  const heights = names.map(({ args }) => Number(args[2]));
  expect(heights[1]! - heights[0]!).toBeGreaterThanOrEqual(11);
  expect(heights[2]!).toBeLessThanOrEqual(frame.top + frame.height);
});
