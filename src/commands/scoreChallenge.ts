/**
 * Computes a score where its challenge says: by the mathematics in slices, by training again on the device, or by loads on this machine, each
 * of which is measured in the same minute.
 */
import type { Experiment } from '#experiment/experiment.ts';
import type { Challenge } from '#lessons/challenges/Challenge.ts';
import { judgeChallenge, type Judged } from '#lessons/challenges/judgeChallenge.ts';
import { judgeLoads, loadsOf, type LoadName } from '#lessons/challenges/judgeLoads.ts';
import { startOf } from '#lessons/challenges/rulesOf.ts';
import { ConditionWatch } from '#lessons/conditions/ConditionWatch.ts';
import { scoreOf } from '#lessons/challenges/judgeChallenge.ts';
import { cost } from '#experiment/cost.ts';
import { failed } from '#messages/Failure.ts';
import * as failures from '#messages/generated/challengeErrors.ts';
import type { LoadReport, LoadSettings } from '#protocol/load.ts';
import type { Commands } from './Commands.ts';
import { loadOf } from './loadSettings.ts';

type Needed = Pick<Commands, 'beginAgain' | 'trainOn' | 'measureLoad'>;

export interface ScoreSettings {
  readonly experiment: Experiment;
  /** Weights that were set by hand. */
  readonly parameters?: Float32Array;
  /** Epochs that a link claims to have taken. */
  readonly epochs?: number;
  readonly signal: AbortSignal;
  onShare(share: number): void;
}

/** Of a slice, and between two. */
const SLICE_MS = 8;
const MEASURE_MS = 600;
const WARM_UP: LoadSettings = { mode: 'closed', inFlight: 64, requests: 3_000, seed: 1 };
/** Of a flooded server: so many times what it can do. */
const FLOOD = 3;

/** @throws where it is stopped, the machine is busy, or device or server fail */
export async function scoreChallenge(
  commands: Needed,
  challenge: Challenge,
  settings: ScoreSettings,
): Promise<Judged> {
  switch (challenge.judge) {
    case 'trainer':
      return scoreByTrainer(commands, challenge, settings);
    case 'load':
      return scoreByLoads(commands, challenge, settings);
    default:
      return scoreInSlices(challenge, settings);
  }
}

async function scoreInSlices(
  challenge: Challenge,
  { experiment, parameters, epochs, signal, onShare }: ScoreSettings,
): Promise<Judged> {
  const judging = judgeChallenge(challenge, experiment, {
    ...(parameters ? { parameters } : {}),
    ...(epochs === undefined ? {} : { epochs }),
  });
  for (;;) {
    const untilMs = performance.now() + SLICE_MS;
    do {
      const { done, value } = judging.next();
      if (done) return value;
      onShare(value);
    } while (performance.now() < untilMs);
    await new Promise((resolve) => setTimeout(resolve, SLICE_MS));
    signal.throwIfAborted();
  }
}

/** Epoch by epoch from the seed, on the device and on the screen. */
async function scoreByTrainer(
  commands: Needed,
  challenge: Challenge,
  { experiment, epochs = challenge.epochs, signal, onShare }: ScoreSettings,
): Promise<Judged> {
  const watch = new ConditionWatch(challenge.reach ?? 'epoch >= 0');
  const { parameters, units } = cost(experiment);
  const most = Math.min(epochs, challenge.epochs);
  await commands.beginAgain();
  for (let epoch = 1; epoch <= most; epoch++) {
    const { seconds: _, ...report } = await commands.trainOn({ epochs: 1 });
    signal.throwIfAborted();
    if (report.stopped !== undefined) throw failed(failures.trainingEnded({ epoch }));
    const { epoch: at, step, trainLoss, testLoss, testAccuracy = NaN } = report;
    const values = { epoch: at, step, trainLoss, testLoss, testAccuracy, parameters, units };
    onShare(epoch / most);
    if (watch.see({ experiment, values }) === 'met') {
      return { score: scoreOf(challenge, watch.scope!), epochs: epoch };
    }
  }
  return { score: null, epochs: most };
}

async function scoreByLoads(
  commands: Needed,
  challenge: Challenge,
  { experiment, signal, onShare }: ScoreSettings,
): Promise<Judged> {
  const reports: Partial<Record<LoadName, LoadReport>> = {};
  const names = loadsOf(challenge);
  await commands.measureLoad(WARM_UP, signal);
  for (const [i, name] of names.entries()) {
    onShare((i + 1) / (names.length + 1));
    const settings = loadFor(name, challenge, experiment, reports);
    reports[name] = await commands.measureLoad(settings, signal);
    signal.throwIfAborted();
  }
  const judged = judgeLoads(challenge, experiment, reports);
  if (judged === 'busy') throw failed(failures.busy());
  return judged;
}

function loadFor(
  name: LoadName,
  challenge: Challenge,
  experiment: Experiment,
  { capacity }: Partial<Record<LoadName, LoadReport>>,
): LoadSettings {
  const closed = { mode: 'closed', durationMs: MEASURE_MS, seed: 1 } as const;
  if (name === 'oneByOne') return { ...closed, inFlight: 1, serving: { pattern: 'oneByOne' } };
  // The server as the challenge hands it out, so that a short queue does not make it look weak.
  if (name === 'capacity') return { ...closed, inFlight: 64, serving: startOf(challenge).serving };
  const own = loadOf(experiment);
  return capacity ? { ...own, requestsPerSecond: Math.round(FLOOD * capacity.requestsPerSecond) } : own;
}
