import { expect, test } from 'vitest';
import { testTheme } from '#canvas/testing/testTheme.ts';
import { defaultExperiment } from '#experiment/defaults.ts';
import { runsCsv } from './chartCsv.ts';
import { chartLegend } from './chartLegend.ts';
import { chartsSvg } from './chartsSvg.ts';
import { CHART_KINDS, runChart, wholeAxis, type ChartState } from './runCharts.ts';
import { along, runRows, type History } from './runRows.ts';
import { runTexts } from './runTexts.ts';
import { shownRuns } from './shownRuns.ts';

const point = (epoch: number, trainLoss: number, more: Partial<History[number]> = {}): History[number] => ({
  epoch,
  step: epoch * 25,
  trainLoss,
  testLoss: trainLoss * 2,
  trainAccuracy: 0.75,
  testAccuracy: 0.5,
  batchLoss: Number.NaN,
  seconds: epoch / 100,
  rate: 0.01,
  ...more,
});
const history: History = [
  point(0, 1),
  point(2, Number.NaN, { testLoss: Number.NaN }),
  point(4, 0.1),
  point(8, 0.01),
];
const older: History = [point(0, 1, { seconds: undefined, rate: undefined } as never), point(16, 0.2)];
const experiment = defaultExperiment('moons');
const layers = {
  epoch: [0, 2, 8],
  step: [0, 50, 200],
  samples: 10,
  layers: [
    { gradientNorm: [1, 0.5, 0.1], updateRatio: [0.01, 0.001, 0] },
    { gradientNorm: [2, Infinity, 0.2], updateRatio: [0.02, 0.002, 0.001] },
  ],
};
const state: ChartState = {
  x: 'epochs',
  log: true,
  parts: { train: true, test: true },
  runs: shownRuns(history, [], [{ id: 3, experiment, curve: older }], experiment),
  layers,
  layerNames: ['Hidden 1', 'Output'],
  range: null,
};

test('epochs, steps or seconds are the axis, as long as the longest run', () => {
  const ends = (['epochs', 'steps', 'seconds'] as const).map((x) => wholeAxis({ ...state, x }).high);
  expect(ends).toEqual([16, 400, 0.16]);
  const { x, lines } = runChart('loss', { ...state, x: 'seconds' }, testTheme);
  expect(x.unit).toBe(' s');
  expect(Array.from(lines.at(-1)!.x)).toEqual([0, 0.04, 0.08]);
});

test('the present run lies over kept runs, and training over test; a part that is off has no line', () => {
  const names = (change: Partial<ChartState>): string[] =>
    runChart('loss', { ...state, ...change }, testTheme).lines.map(({ name }) => name);
  expect(names({})).toEqual([
    '3 · same settings, test',
    '3 · same settings, train',
    'This run, test',
    'This run, train',
  ]);
  expect(names({ parts: { train: false, test: true } })).toEqual([
    '3 · same settings, test',
    'This run, test',
  ]);
});

test('a run that was left is faint, in the look of the present one', () => {
  const { lines } = runChart(
    'loss',
    { ...state, runs: shownRuns(history, [older], [], experiment) },
    testTheme,
  );
  expect(lines.map(({ isFaint, color }) => [isFaint, color])).toEqual([
    [true, testTheme.seriesTest],
    [true, testTheme.seriesTrain],
    [false, testTheme.seriesTest],
    [false, testTheme.seriesTrain],
  ]);
});

test('the scale is the one that is asked for; accuracy and empty charts are linear', () => {
  const isLog = (kind: (typeof CHART_KINDS)[number], log: boolean): boolean =>
    runChart(kind, { ...state, log }, testTheme).y.log;
  expect(CHART_KINDS.map((kind) => isLog(kind, true))).toEqual([true, false, true, true, true]);
  expect(CHART_KINDS.map((kind) => isLog(kind, false))).toEqual([false, false, false, false, false]);
  const empty = { ...state, runs: shownRuns([], [], [], experiment), layers: null };
  for (const kind of CHART_KINDS) {
    const { x, y } = runChart(kind, empty, testTheme);
    expect([x.low, x.high, y.log].map(Number)).toEqual([0, 1, 0]);
    expect(y.high).toBeGreaterThan(y.low);
  }
  // One value alone still has an axis.
  const { y } = runChart('rate', state, testTheme);
  expect(y.high).toBeGreaterThan(y.low);
});

test('layers have a line each, named at its end, at the kept moments on any axis', () => {
  const { lines, hasEndNames } = runChart('gradient', { ...state, x: 'seconds' }, testTheme);
  expect(hasEndNames).toBe(true);
  expect(lines.map(({ name }) => name)).toEqual(['Hidden 1', 'Output']);
  expect(Array.from(lines[0]!.x)).toEqual([0, expect.closeTo(0.02), 0.08]);
  expect(Array.from(along(runRows([]), [0, 5], 'seconds')).every(Number.isNaN)).toBe(true);
});

test('the table has the numbers of a point, and dashes for what is not known', () => {
  expect(runTexts(runRows(history), 1, true).map((text) => text.replace('\u202f', ' '))).toEqual([
    '4',
    '0.100',
    '0.200',
    '75.0 %',
    '50.0 %',
  ]);
  expect(runTexts(runRows([]), -1, false)).toEqual(['–', '–', '–']);
});

test('CSV: a row per point of every run, and the layers of the present run at its kept moments', () => {
  const [head, ...rows] = runsCsv(state.runs, layers, state.layerNames).trimEnd().split('\r\n');
  expect(head).toBe(
    'run,epoch,step,seconds,train_loss,test_loss,train_accuracy,test_accuracy,learning_rate,' +
      'gradient_norm_hidden_1,update_ratio_hidden_1,gradient_norm_output,update_ratio_output',
  );
  expect(rows).toEqual([
    'This run,0,0,0,1,2,0.75,0.5,0.01,1,0.01,2,0.02',
    'This run,2,50,0.02,,,,,,0.5,0.001,,0.002',
    'This run,4,100,0.04,0.1,0.2,0.75,0.5,0.01,,,,',
    'This run,8,200,0.08,0.01,0.02,0.75,0.5,0.01,0.1,0,0.2,0.001',
    '3 · same settings,0,0,,1,2,0.75,0.5,,,,,',
    '3 · same settings,16,400,0.16,0.2,0.4,0.75,0.5,0.01,,,,',
  ]);
  const named = [{ ...state.runs[0]!, name: '1 · learning rate 0.1, batch of "5"' }];
  expect(runsCsv(named, null, []).split('\r\n')[1]).toMatch(/^"1 · learning rate 0.1, batch of ""5""",0,0,/);
});

test('SVG: lines, ticks and names of all charts, escaped, with nothing that is no number', () => {
  const charts = CHART_KINDS.map((kind) => runChart(kind, state, testTheme));
  const legend = [...chartLegend(state, testTheme), { name: 'a < b & "c"', color: '#000', dash: [] }];
  const svg = chartsSvg(charts, legend, testTheme);
  expect(svg.startsWith('<svg xmlns="http://www.w3.org/2000/svg"')).toBe(true);
  expect(svg).not.toMatch(/NaN|Infinity|undefined/);
  expect(svg).toContain('a &lt; b &amp; &quot;c&quot;');
  for (const words of ['Loss', 'Accuracy', 'Gradient norm', 'Learning rate', 'Hidden 1', '15 epochs'])
    expect(svg).toContain(`>${words}<`);
  // Two lines of two runs in loss and accuracy, two layers in two charts, the rate of two runs.
  expect(svg.match(/clip-path=/g)!.length).toBe(4 + 4 + 2 + 2 + 2);
});
