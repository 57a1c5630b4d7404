/** Draw commands of the live view and of its strip. */
import { beforeAll, expect, test, vi } from 'vitest';
import { simulateRing } from '#trace/testing/simulateTrace.ts';
import { TimelineIndex } from '#trace/timelineIndex.ts';
import { PLANE_ROWS } from '../testing/planeRows.ts';
import { recordingContext } from '../testing/recordingContext.ts';
import { testTheme } from '../testing/testTheme.ts';
import { liveLayout } from './liveLayout.ts';
import { liveMoment, type DotKind, type LiveMoment } from './liveMoment.ts';
import { paintArrivals } from './paintArrivals.ts';
import { paintLiveView } from './paintLiveView.ts';

const LAYOUT = liveLayout(800, 100, { maxBatchSize: 16, instances: 2, hasTiles: false });

class PathStandIn {
  arcs = 0;
  moveTo(): void {}
  arc(): void {
    this.arcs += 1;
  }
}
beforeAll(() => void vi.stubGlobal('Path2D', PathStandIn));

function paint(moment: LiveMoment | null, sentRows = 0) {
  const recording = recordingContext();
  let answers = 0;
  paintLiveView(
    recording.context,
    {
      layout: LAYOUT,
      rows: PLANE_ROWS,
      moment,
      dots: moment?.dots ?? [],
      isSent: (row) => row < sentRows,
      paintAnswers: () => (answers += 1),
      paintRequests: () => undefined,
      answerStyle: () => ({ mark: 'diamond', color: 'answer' }),
    },
    testTheme,
  );
  const paths = (name: string): number =>
    recording
      .named(name)
      .flatMap(({ args }) => (args[0] instanceof PathStandIn ? [args[0].arcs] : []))
      .reduce((sum, arcs) => sum + arcs, 0);
  return { recording, paths, answers };
}

test('dots have the colour of their stage, answers the shape of their class', () => {
  const index = new TimelineIndex(
    simulateRing({ clients: 24, instances: 2, maxBatchSize: 16, requests: 512 }),
  );
  index.take();
  const moment = liveMoment(index, 30, 400, LAYOUT, PLANE_ROWS);
  const { recording, answers } = paint(moment);
  const count = (color: string): number =>
    recording.named('fill').filter(({ fillStyle, args }) => fillStyle === color && args.length === 0).length;
  const dots = (...kinds: DotKind[]): number => moment.dots.filter(({ kind }) => kinds.includes(kind)).length;
  expect(moment.dots.length).toBeGreaterThan(5);
  expect(count(testTheme.segQueue)).toBe(dots('queue', 'sent'));
  expect(count(testTheme.segBatch)).toBe(dots('batch'));
  expect(count(testTheme.segCompute)).toBe(dots('compute'));
  expect(count(testTheme.segRead)).toBe(dots('readBack'));
  expect(count('answer')).toBe(dots('answer'));
  expect(answers).toBe(1);
});

test('a point is filled until its request is sent, then a ring', () => {
  const { paths, recording } = paint(null, 10);
  expect(paths('fill')).toBe(54);
  expect(paths('stroke')).toBe(10);
  // Empty, the ways and the places of a batch stand all the same.
  expect(recording.named('bezierCurveTo').length).toBeGreaterThan(10);
  expect(recording.named('arc')).toHaveLength(16);
});

test('the strip shows every answer, and those to come fainter', () => {
  const { context, named } = recordingContext();
  paintArrivals(context, 40, 22, { counts: [0, 1, 1_000, 5], share: 0.5, hasKnob: true }, testTheme);
  const bars = named('fillRect').filter(({ fillStyle }) => fillStyle === testTheme.segRead);
  expect(bars.map(({ args }) => args[0])).toEqual([4, 8, 12]);
  for (const { args } of bars) expect(args[3]).toBeGreaterThanOrEqual(2);
  expect(bars.map(({ globalAlpha }) => globalAlpha)).toEqual([1, 0.3, 0.3]);
  const knob = named('fillRect').find(({ fillStyle }) => fillStyle === testTheme.fill);
  expect(knob!.args[0]).toBe(19);
});
