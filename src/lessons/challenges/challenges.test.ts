/** Every challenge that the mathematics can judge is played: it is not won at its start, and a measured solution reaches its mark. */
import { describe, expect, test } from 'vitest';
import { changeExperiment } from '#experiment/changeExperiment.ts';
import { parseCondition } from '../conditions/parseCondition.ts';
import type { Challenge } from './Challenge.ts';
import { CHALLENGES, challengeOf } from './challenges.ts';
import { judgeChallenge, marksReached, type Judged } from './judgeChallenge.ts';
import { brokenRules, startOf } from './rulesOf.ts';
import { SOLUTIONS } from './testing/solutions.ts';

function judged(...given: Parameters<typeof judgeChallenge>): Judged {
  const judging = judgeChallenge(...given);
  let share = 0;
  for (;;) {
    const { done, value } = judging.next();
    if (done) return value;
    expect(value).toBeGreaterThanOrEqual(share);
    share = value;
  }
}

test('16 challenges that keep their own rules, with conditions that can be read and marks in order', () => {
  expect(CHALLENGES).toHaveLength(16);
  expect(new Set(CHALLENGES.map(({ id }) => id)).size).toBe(16);
  for (const challenge of CHALLENGES) {
    const { id, marks, better, score, reach, goal } = challenge;
    const [a, b, c] = marks;
    expect(better === 'fewer' ? a > b && b > c : a < b && b < c, id).toBe(true);
    expect(() => parseCondition(score, 'number'), id).not.toThrow();
    if (reach !== undefined) expect(() => parseCondition(reach), id).not.toThrow();
    expect(goal(), id).toMatch(/\.$/);
    expect(brokenRules(challenge, startOf(challenge)), id).toEqual([]);
  }
});

const asStart = (challenge: Challenge) => [challenge.id, challenge] as const;
const pure = CHALLENGES.filter(({ judge }) => ['reference', 'seeds', 'weights'].includes(judge));

describe('at the start', () => {
  test.each(pure.map(asStart))('%s is not won', (_id, challenge) => {
    const few = Math.min(challenge.epochs, challenge.everyStep ? 5 : 100);
    const { score } = judged(challenge, startOf(challenge), { epochs: few });
    expect(marksReached(challenge, score)).toBeLessThan(3);
    if (challenge.reach === undefined) expect(score).not.toBeNull();
  });
});

describe('solutions', () => {
  test('there is one of each', () => {
    expect(new Set(SOLUTIONS.map(({ challenge }) => challenge))).toEqual(new Set(pure.map(({ id }) => id)));
  });

  test.each(SOLUTIONS.map((solution) => [solution.challenge, solution] as const))(
    '%s',
    (id, solution) => {
      const challenge = challengeOf(id)!;
      const experiment = changeExperiment(startOf(challenge), solution.change);
      expect(brokenRules(challenge, experiment)).toEqual([]);
      const parameters = solution.parameters && Float32Array.from(solution.parameters);
      const found = judged(challenge, experiment, { ...(parameters ? { parameters } : {}), epochs: 400 });
      expect(marksReached(challenge, found.score), String(found.score)).toBe(solution.marks);
      // Whoever opens a link trains only as long as it took.
      if (found.epochs > 100) return;
      expect(
        judged(challenge, experiment, { ...(parameters ? { parameters } : {}), epochs: found.epochs }),
      ).toEqual(found);
    },
    30_000,
  );
});

describe('rules', () => {
  const broken = (id: string, change: Parameters<typeof changeExperiment>[1]): string[] => {
    const challenge = challengeOf(id)!;
    return brokenRules(challenge, changeExperiment(startOf(challenge), change));
  };
  test('pinned settings and limits are told in words', () => {
    expect(broken('smallest-xor', { data: { noise: 0.1, features: ['x1*x2'] } })).toEqual([
      'Noise',
      'Inputs',
    ]);
    expect(broken('smallest-xor', { data: { seed: 2 }, training: { loss: 'huber' } })).toEqual([
      'Data seed',
      'Loss',
    ]);
    expect(
      broken('ripple-in-a-hundred', { network: { hidden: [{ units: 30, activation: 'silu' }] } }),
    ).toEqual(['Parameters at most 100']);
    expect(broken('be-the-optimiser', { network: { seed: 5 }, training: { l2: 0.1 } })).toEqual([]);
  });

  test('over the edge there is no score', () => {
    const challenge = challengeOf('the-edge')!;
    const over = changeExperiment(startOf(challenge), {
      training: { optimizer: { name: 'sgd', learningRate: 0.164 } },
    });
    expect(judged(challenge, over).score).toBeNull();
  });
});
