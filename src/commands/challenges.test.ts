import { beforeEach, describe, expect, test, vi } from 'vitest';
import { changeExperiment } from '#experiment/changeExperiment.ts';
import { defaultExperiment } from '#experiment/defaults.ts';
import type { Challenge } from '#lessons/challenges/Challenge.ts';
import { challengeOf } from '#lessons/challenges/challenges.ts';
import { SOLUTIONS } from '#lessons/challenges/testing/solutions.ts';
import { challengeStore } from '#state/challengeStore.ts';
import { experimentStore, openExperiment, setExperiment, startWith } from '#state/experimentStore.ts';
import { snapshotFeed, type Snapshot } from '#state/feeds.ts';
import {
  leaveChallenge,
  linkOfBest,
  openChallenge,
  scoreClaim,
  scorePresent,
  stopScoring,
} from './challenges.ts';
import { challengeFragment, readChallengeLink } from './challengeLink.ts';
import { keepChallenges } from './keepChallenges.ts';
import { readLink } from './readSource.ts';

const work = defaultExperiment('spiral');
const commands = {
  beginAgain: vi.fn(),
  trainOn: vi.fn(),
  measureLoad: vi.fn(),
  stopLoad: vi.fn(),
  pause: vi.fn(),
};
const present = () => experimentStore.getState().experiment;
const state = () => challengeStore.getState();
const named = (id: string): Challenge => challengeOf(id)!;

function change(input: Parameters<typeof changeExperiment>[1]): void {
  setExperiment(changeExperiment(present(), input));
}

beforeEach(() => {
  vi.stubGlobal('requestAnimationFrame', (next: () => void) => setTimeout(next, 0));
  for (const call of Object.values(commands)) call.mockReset();
  challengeStore.setState(challengeStore.getInitialState());
  startWith(work);
});

describe('a score of one’s own', () => {
  test('is computed from the settings, is kept where it is the best, and leaving brings the work back', async () => {
    openChallenge(named('smallest-xor'));
    expect(present().data.set).toBe('xor');
    change({ network: { hidden: [{ units: 3, activation: 'relu' }], seed: 1 } });
    await scorePresent(commands);
    expect(state()).toMatchObject({ found: { score: 13, broken: [] }, isBest: true, share: null });
    change({ network: { hidden: [{ units: 6, activation: 'relu' }] } });
    await scorePresent(commands);
    expect(state()).toMatchObject({ found: { score: 25 }, isBest: false });
    expect(state().bests['smallest-xor']).toMatchObject({ score: 13 });
    leaveChallenge();
    expect(present()).toBe(work);
    expect(state().id).toBeNull();
  });

  test('settings that break the rules have none, nor those that do not reach the goal', async () => {
    openChallenge(named('smallest-xor'));
    change({ data: { features: ['x1*x2'] } });
    await scorePresent(commands);
    expect(state().found).toEqual({ score: null, broken: ['Inputs'] });
    openChallenge(named('circle-nothing-hidden'));
    await scorePresent(commands);
    expect(state().found).toEqual({ score: null, broken: [] });
    expect(state().bests).toEqual({});
  });

  test('it can be stopped', async () => {
    openChallenge(named('ripple-in-a-hundred'));
    change({ network: { hidden: [{ units: 8, activation: 'silu' }] } });
    const scoring = scorePresent(commands);
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(state().share).not.toBeNull();
    stopScoring();
    await scoring;
    expect(state()).toMatchObject({ share: null, found: null, problem: null });
  });

  test('by hand: the weights on the screen, before any step', async () => {
    openChallenge(named('be-the-optimiser'));
    const { parameters } = SOLUTIONS.find(({ challenge }) => challenge === 'be-the-optimiser')!;
    const shown = (step: number): void =>
      snapshotFeed.publish({
        metrics: { step },
        parameters: Float32Array.from(parameters!),
      } as unknown as Snapshot);
    shown(10);
    await scorePresent(commands);
    expect(state().found?.score).toBeNull();
    shown(0);
    await scorePresent(commands);
    expect(state().found?.score).toBeCloseTo(0.0047, 3);
  });
});

describe('digits and loads', () => {
  test('digits are trained again on the device, epoch by epoch', async () => {
    openChallenge(named('light-reader'));
    change({ network: { hidden: [{ units: 16, activation: 'relu' }] } });
    let epoch = 0;
    commands.trainOn.mockImplementation(() =>
      Promise.resolve({
        epoch: ++epoch,
        step: epoch,
        trainLoss: 1,
        testLoss: 1,
        testAccuracy: 0.9 + epoch / 100,
        seconds: 1,
      }),
    );
    await scorePresent(commands);
    expect(commands.beginAgain).toHaveBeenCalledTimes(1);
    expect(commands.trainOn).toHaveBeenCalledTimes(5);
    expect(state()).toMatchObject({ found: { score: 12_730 }, isBest: true });
  });

  test('a run that ends by itself, and a busy machine, have no score and say why', async () => {
    openChallenge(named('light-reader'));
    commands.trainOn.mockResolvedValue({
      epoch: 1,
      step: 1,
      trainLoss: NaN,
      testLoss: NaN,
      stopped: 'It diverged.',
    });
    await scorePresent(commands);
    expect(state().problem).toContain('ended by itself after epoch 1');
    openChallenge(named('flood'));
    commands.measureLoad.mockResolvedValue({
      sent: 100,
      ok: 100,
      late: 80,
      requestsPerSecond: 9,
      latencyMs: {},
      goodput: {},
      littlesLaw: {},
    });
    await scorePresent(commands);
    expect(state().problem).toContain('Your computer is busy');
    expect(state().bests).toEqual({});
  });

  test('a flooded server gets three times what it can do', async () => {
    openChallenge(named('flooded'));
    change({ serving: { maxQueueSize: 4 } });
    const report = (perSecond: number) => ({
      sent: 100,
      ok: 100,
      requestsPerSecond: perSecond,
      goodput: { ok: 50, perSecond: 900 },
      latencyMs: {},
      littlesLaw: {},
    });
    commands.measureLoad.mockResolvedValue(report(1_000));
    await scorePresent(commands);
    expect(state().found?.score).toBeCloseTo(0.9, 9);
    const asked = commands.measureLoad.mock.calls.map(([settings]) => settings as object);
    expect(asked[1]).toMatchObject({ mode: 'closed', inFlight: 64, serving: { maxQueueSize: 4_096 } });
    expect(asked[2]).toMatchObject({ mode: 'open', requestsPerSecond: 3_000, durationMs: 1_000 });
  });
});

describe('links', () => {
  async function bestLink(): Promise<string> {
    openChallenge(named('smallest-xor'));
    change({ network: { hidden: [{ units: 3, activation: 'relu' }], seed: 1 } });
    await scorePresent(commands);
    return linkOfBest(named('smallest-xor'), 'https://example.org/x/#old')!;
  }

  test('a friend’s link opens the settings, and its score is computed again', async () => {
    const link = await bestLink();
    challengeStore.setState(challengeStore.getInitialState());
    openExperiment(await readLink(link));
    expect(present().network.hidden).toEqual([{ units: 3, activation: 'relu' }]);
    expect(state()).toMatchObject({ id: 'smallest-xor', claim: { score: 13 }, claimFound: null });
    await scorePresent(commands);
    // It is the friend's, not the reader's.
    expect(state()).toMatchObject({ claimFound: { score: 13 }, found: null, bests: {} });
  });

  test('a score that was typed in is found out', async () => {
    const link = (await bestLink()).replace(/\/13&/, '/5&');
    openExperiment(await readLink(decodeURIComponent(encodeURIComponent(link))));
    expect(state().claim).toMatchObject({ score: 5 });
    await scoreClaim(commands, named('smallest-xor'), state().claim!);
    expect(state().claimFound).toEqual({ score: 13, broken: [] });
    const cheating = link.replace('smallest-xor', 'bare-spiral');
    openExperiment(await readLink(cheating));
    await scoreClaim(commands, named('bare-spiral'), state().claim!);
    expect(state().claimFound).toMatchObject({ score: null, broken: ['Data set'] });
  });

  test('what is no such link is left to the ordinary reader', () => {
    const whole = { id: 'flood', epochs: 0, score: 31.25, link: 'v1.abc' };
    expect(readChallengeLink(`https://x.org/#${challengeFragment(whole)}`)).toEqual(whole);
    expect(readChallengeLink(encodeURIComponent(challengeFragment(whole)))).toEqual(whole);
    for (const text of [
      'v1.abc',
      '#v1.abc',
      'challenge=flood/0/x&v1.a',
      'challenge=<b>/0/1&v1.a',
      'challenge=flood/0/1&',
      '{"a":"#challenge=a"}',
      `challenge=a/1/1e999&v1.a`,
    ]) {
      expect(readChallengeLink(text), text).toBeNull();
    }
  });
});

test('best scores are kept on this machine; what is invalid there is left out', () => {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  };
  kept.set(
    'fanout.challenges',
    JSON.stringify({
      flood: { score: 31, fragment: 'v1.a' },
      bad: { score: 'x', fragment: 1 },
      '<b>': { score: 1, fragment: '' },
    }),
  );
  const stop = keepChallenges(() => storage as unknown as Storage);
  expect(state().bests).toEqual({ flood: { score: 31, fragment: 'v1.a' } });
  challengeStore.setState({ bests: { ...state().bests, edge: { score: 1, fragment: 'v1.b' } } });
  expect(JSON.parse(kept.get('fanout.challenges')!)).toMatchObject({
    flood: { score: 31 },
    edge: { score: 1 },
  });
  stop();
  kept.set('fanout.challenges', '[broken');
  keepChallenges(() => storage as unknown as Storage)();
  expect(state().bests).toEqual({});
});
