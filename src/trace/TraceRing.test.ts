import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createTrace } from './RequestTrace.ts';
import { TraceRing } from './TraceRing.ts';

test('a ring holds the newest requests of any blocks, in order', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 12 }), (sizes) => {
      const ring = new TraceRing(16);
      let next = 0;
      for (const size of sizes) {
        const block = createTrace(size);
        for (let i = 0; i < size; i++) block.ids[i] = next++;
        ring.add(block);
      }
      expect(ring.total).toBe(next);
      expect(ring.first).toBe(Math.max(0, next - 16));
      for (let n = ring.first; n < ring.total; n++) expect(ring.columns.ids[ring.indexOf(n)]).toBe(n);
    }),
  );
});

test('a capacity that is not a power of two is refused', () => {
  expect(() => new TraceRing(100)).toThrow(/power of two, not 100/);
});
