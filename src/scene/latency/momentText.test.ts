import { describe, expect, it } from 'vitest';
import { createSlice } from '#trace/TraceStats.ts';
import { momentText } from './momentText.ts';

const answered = (...latenciesMs: number[]) => {
  const slice = createSlice();
  for (const ms of latenciesMs) slice.response.add(ms);
  return slice;
};
const map = { slices: [answered(4, 4), undefined, answered(12), createSlice()], sliceMs: 500, originMs: 0 };

describe('momentText', () => {
  it('counts the responses of the column and gives their latency', () => {
    expect(momentText(map, 250, 0)).toBe('At 250.0\u202fms: 2 responses, p50 4.00, p99 4.00, max 4.00 ms');
    expect(momentText(map, 1_200, 0)).toBe('At 1.20\u202fs: 1 response, p50 12.0, p99 12.0, max 12.0 ms');
  });

  it('is not finer than the clock', () => {
    expect(momentText({ ...map, slices: [answered(0, 4.02, 7)] }, 250, 1)).toBe(
      'At 250.0\u202fms: 3 responses, p50 4, p99 7, max 7 ms',
    );
    expect(momentText({ ...map, slices: [answered(0, 0)] }, 250, 1)).toMatch(/p50 under 1, p99 under 1/);
  });

  it('has a text for a gap, for failures only and for a time after the last response', () => {
    expect(momentText(map, 700, 0)).toBe('At 700.0\u202fms: nothing answered');
    expect(momentText(map, 1_500, 0)).toBe('At 1.50\u202fs: nothing answered');
    expect(momentText(map, 9_000, 0)).toBe('At 9.00\u202fs: nothing answered');
  });

  it('counts columns from the start of an interval', () => {
    expect(momentText({ ...map, originMs: 1_000 }, 1_100, 0)).toMatch(/^At 1\.10\u202fs: 2 responses/);
  });
});
