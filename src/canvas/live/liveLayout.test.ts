/** The live view's geometry: every dot of a stage has its place, and no stage lies on another, at any size. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { alongWay, dotPosition, liveLayout, queuePosition, wayBetween } from './liveLayout.ts';

const SIZES = fc.tuple(fc.integer({ min: 320, max: 1_400 }), fc.integer({ min: 80, max: 280 }));
const PHONES = fc.tuple(fc.integer({ min: 290, max: 430 }), fc.integer({ min: 440, max: 560 }));
const NEEDS = fc.record({
  maxBatchSize: fc.constantFrom(1, 4, 16, 64, 256, 1_024),
  instances: fc.integer({ min: 1, max: 4 }),
  hasTiles: fc.boolean(),
});

test('a full batch fits into the batch and into each instance, and stages follow each other', () => {
  fc.assert(
    fc.property(fc.oneof(SIZES, PHONES), NEEDS, ([width, height], needs) => {
      const layout = liveLayout(width, height, needs);
      const { batch, boxes, slots, perDot, radius, requests, answers, mouth, exit } = layout;
      expect(layout.isUpright).toBe(height > width);
      expect(slots * perDot).toBeGreaterThanOrEqual(needs.maxBatchSize);
      expect(boxes).toHaveLength(needs.instances);
      expect(batch === null).toBe(needs.maxBatchSize === 1);
      for (const box of boxes) {
        const [first, last] = [dotPosition(box.dots, 0), dotPosition(box.dots, slots - 1)];
        expect(first.x - radius).toBeGreaterThanOrEqual(box.x);
        expect(last.y + radius).toBeLessThanOrEqual(box.y + box.height);
        expect(box.dots.pitch).toBeGreaterThanOrEqual(2 * radius);
      }
      for (const field of [requests, answers]) {
        expect(field.x).toBeGreaterThanOrEqual(0);
        expect(field.y).toBeGreaterThanOrEqual(0);
        expect(field.x + field.width).toBeLessThanOrEqual(width);
        expect(field.y + field.height).toBeLessThanOrEqual(height);
      }
      const along = layout.isUpright ? ('y' as const) : ('x' as const);
      const order = [mouth, queuePosition(layout, 0), ...(batch ? [batch] : []), boxes[0]!, exit, answers];
      const places = order.map((stage) => stage[along]);
      expect(places).toEqual(places.toSorted((a, b) => a - b));
    }),
  );
});

test('the queue grows away from the batch, as many beside each other as there is room', () => {
  for (const layout of [
    liveLayout(800, 110, { maxBatchSize: 64, instances: 1, hasTiles: false }),
    liveLayout(358, 480, { maxBatchSize: 64, instances: 1, hasTiles: false }),
  ]) {
    const { queue, isUpright } = layout;
    const [along, beside] = isUpright ? (['y', 'x'] as const) : (['x', 'y'] as const);
    const head = queuePosition(layout, 0);
    expect(queuePosition(layout, queue.breadth - 1)[along]).toBe(head[along]);
    expect(queuePosition(layout, queue.breadth)[along]).toBeCloseTo(head[along] - queue.pitch, 9);
    expect(queuePosition(layout, queue.breadth)[beside]).toBe(head[beside]);
    // What does not fit lies on the last ones, not on the field.
    expect(queuePosition(layout, 100_000)[along]).toBeGreaterThanOrEqual(layout.mouth[along] - queue.pitch);
  }
});

test('a way begins and ends where it says', () => {
  const [from, to] = [
    { x: 3, y: 5 },
    { x: 40, y: 9 },
  ];
  for (const isUpright of [false, true]) {
    const way = wayBetween(from, to, isUpright);
    expect(alongWay(way, 0)).toEqual(from);
    expect(alongWay(way, 1)).toEqual(to);
    expect(alongWay(way, 0.5)).toEqual({ x: 21.5, y: 7 });
  }
});
