import { expect, test } from 'vitest';
import { changeExperiment } from '#experiment/changeExperiment.ts';
import type { LoadReport } from '#protocol/load.ts';
import { challengeOf } from './challenges.ts';
import { judgeLoads, loadsOf } from './judgeLoads.ts';
import { marksReached } from './judgeChallenge.ts';
import { startOf } from './rulesOf.ts';

const report = (changes: { perSecond?: number; p99?: number; good?: number; late?: number }): LoadReport =>
  ({
    sent: 1_000,
    ok: 1_000,
    late: changes.late ?? 0,
    requestsPerSecond: changes.perSecond ?? 0,
    goodput: { ok: changes.good ?? 0, perSecond: changes.good ?? 0 },
    latencyMs: { p99: changes.p99 ?? 1 },
    littlesLaw: {},
  }) as unknown as LoadReport;

test('ten milliseconds: a rate counts where four of five answers come in time', () => {
  const challenge = challengeOf('ten-milliseconds')!;
  expect(loadsOf(challenge)).toEqual(['oneByOne', 'mine']);
  const experiment = changeExperiment(startOf(challenge), { load: { requestsPerSecond: 9_000 } });
  const oneByOne = report({ perSecond: 3_000 });
  const found = judgeLoads(challenge, experiment, { oneByOne, mine: report({ good: 810 }) });
  expect(found).toEqual({ score: 3, epochs: 0 });
  expect(marksReached(challenge, 3)).toBe(2);
  expect(judgeLoads(challenge, experiment, { oneByOne, mine: report({ good: 790 }) })).toMatchObject({
    score: null,
  });
  expect(judgeLoads(challenge, experiment, { oneByOne, mine: report({ good: 990, late: 500 }) })).toBe(
    'busy',
  );
});

test('flood: throughput over one by one, with a p99 below 20 ms', () => {
  const challenge = challengeOf('flood')!;
  const oneByOne = report({ perSecond: 1_000 });
  const judged = (p99: number) =>
    judgeLoads(challenge, startOf(challenge), { oneByOne, mine: report({ perSecond: 31_000, p99 }) });
  expect(judged(15)).toMatchObject({ score: 31 });
  expect(judged(25)).toMatchObject({ score: null });
});

test('flooded: answers in time over what the server can do', () => {
  const challenge = challengeOf('flooded')!;
  expect(loadsOf(challenge)).toEqual(['capacity', 'mine']);
  const reports = { capacity: report({ perSecond: 5_000 }), mine: report({ good: 2_600 }) };
  expect(judgeLoads(challenge, startOf(challenge), reports)).toMatchObject({ score: 0.52 });
  expect(judgeLoads(challenge, startOf(challenge), {})).toMatchObject({ score: null });
});
