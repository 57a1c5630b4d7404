// @vitest-environment happy-dom
import { act } from 'react';
import { beforeEach, expect, test, vi } from 'vitest';
import { openChallenge } from '#commands/challenges.ts';
import { changeExperiment } from '#experiment/changeExperiment.ts';
import { defaultExperiment } from '#experiment/defaults.ts';
import { challengeOf } from '#lessons/challenges/challenges.ts';
import { startOf } from '#lessons/challenges/rulesOf.ts';
import { challengeStore, claimOpened, type Claim } from '#state/challengeStore.ts';
import { experimentStore, setExperiment, startWith } from '#state/experimentStore.ts';
import { click, control, renderView } from '../testing/renderView.tsx';
import { ChallengesSection } from '../learn/ChallengesSection.tsx';
import { ChallengeStrip } from './ChallengeStrip.tsx';

const XOR = challengeOf('smallest-xor')!;
const present = () => experimentStore.getState().experiment;
const plain = (host: Element): string => host.textContent.replaceAll('\u202f', ' ');
const status = (host: Element): string => host.querySelector('[role="status"]')!.textContent;
const change = (input: Parameters<typeof changeExperiment>[1]): void =>
  act(() => setExperiment(changeExperiment(present(), input)));

beforeEach(() => {
  challengeStore.setState(challengeStore.getInitialState());
  startWith(defaultExperiment('spiral'));
});

test('all challenges with their marks; one click opens one', () => {
  const { host, rerender } = renderView(<ChallengesSection />);
  expect(host.querySelectorAll('.challenge')).toHaveLength(16);
  expect(plain(host)).toContain('0 of 48 marks');
  act(() => challengeStore.setState({ bests: { 'smallest-xor': { score: 13, fragment: 'v1.a' } } }));
  expect(plain(host)).toContain('2 of 48 marks');
  expect(plain(host)).toContain('13 parameters');
  expect(host.querySelectorAll('[data-reached]')).toHaveLength(2);
  click(control(host, `Smallest XOR: ${XOR.goal()}`));
  expect(present().data.set).toBe('xor');
  rerender(<ChallengeStrip />);
  expect(host.querySelector('h2')!.textContent).toBe('Smallest XOR');
  expect(status(host)).toBe('Your best: 13 parameters');
});

test('rules that are broken are named, and the button waits until they are kept', () => {
  openChallenge(XOR);
  const { host } = renderView(<ChallengeStrip />);
  change({ data: { noise: 0.2 } });
  expect(status(host)).toBe('Not as the challenge asks: Noise.');
  expect(control(host, 'Score my settings').getAttribute('aria-disabled')).toBe('true');
  click(control(host, 'Back to the start'));
  expect(present().data.noise).toBe(0);
  expect(control(host, 'Score my settings').getAttribute('aria-disabled')).toBeNull();
});

test('a score is computed, told with its mark, and outdated by the next edit', async () => {
  openChallenge(XOR);
  const { host } = renderView(<ChallengeStrip />);
  change({ network: { hidden: [{ units: 3, activation: 'relu' }] } });
  click(control(host, 'Score my settings'));
  expect(status(host)).toContain('Training again from the seed');
  await act(() => vi.waitUntil(() => challengeStore.getState().found !== null, { timeout: 20_000 }));
  expect(status(host)).toBe('13 parameters, your best: the second mark.');
  expect(control(host, 'Copy the link of my best')).toBeTruthy();
  change({ network: { seed: 4 } });
  expect(status(host)).toBe('Your best: 13 parameters');
});

test('what a link claims is computed by itself; a claim that is not borne out is told', async () => {
  const experiment = changeExperiment(startOf(XOR), {
    network: { hidden: [{ units: 3, activation: 'relu' }], seed: 1 },
  });
  const claim: Claim = { id: XOR.id, score: 13, epochs: 100, experiment };
  startWith(experiment);
  claimOpened(claim);
  const { host } = renderView(<ChallengeStrip />);
  const scored = () =>
    act(() => vi.waitUntil(() => challengeStore.getState().claimFound !== null, { timeout: 20_000 }));
  await scored();
  expect(status(host)).toBe('Computed again: 13 parameters. Can you do better?');
  expect(host.querySelector('.marks-friend')!.textContent).toBe('friend');
  act(() => claimOpened({ ...claim, score: 2 }));
  await scored();
  expect(status(host)).toBe('The link says 2 parameters, but its settings give 13 parameters.');
});

test('a link of a challenge that this version does not have says so', () => {
  claimOpened({ id: 'from-the-future', score: 1, epochs: 1, experiment: present() });
  const { host } = renderView(<ChallengeStrip />);
  expect(host.textContent).toContain('There is no challenge from-the-future.');
  click(control(host, 'Leave'));
  expect(host.textContent).toBe('');
});
