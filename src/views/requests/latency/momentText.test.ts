import { describe, expect, it } from 'vitest';
import { createSlice } from '../../../trace/TraceStats.ts';
import { momentText } from './momentText.ts';

const answered = (...latenciesMs: number[]) => {
  const slice = createSlice();
  for (const ms of latenciesMs) slice.response.add(ms);
  return slice;
};
const map = { slices: [answered(4, 4), undefined, answered(12), createSlice()], sliceMs: 500, originMs: 0 };

describe('momentText', () => {
  it('counts the answers of the column and tells how long they took', () => {
    expect(momentText(map, 250)).toBe('At 250.0 ms: 2 answers, p50 4.00, p99 4.00, max 4.00 ms');
    expect(momentText(map, 1_200)).toBe('At 1.20 s: 1 answer, p50 12.0, p99 12.0, max 12.0 ms');
  });

  it('says of a gap, of failures only and of a time after the last answer that nothing was answered', () => {
    expect(momentText(map, 700)).toBe('At 700.0 ms: nothing answered');
    expect(momentText(map, 1_500)).toBe('At 1.50 s: nothing answered');
    expect(momentText(map, 9_000)).toBe('At 9.00 s: nothing answered');
  });

  it('counts columns from where a stretch begins', () => {
    expect(momentText({ ...map, originMs: 1_000 }, 1_100)).toMatch(/^At 1\.10 s: 2 answers/);
  });
});
