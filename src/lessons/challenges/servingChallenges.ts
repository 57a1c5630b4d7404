/** Challenges of serving. Scores are ratios of two measurements of the same minute on the same machine: they are measured again wherever they are opened. */
import type { ExperimentInput } from '#experiment/experiment.ts';
import * as say from '#messages/generated/challenges.ts';
import type { Challenge } from './Challenge.ts';

const NETWORK = ['data', 'network'];
const SMALL_DIGITS: ExperimentInput = {
  data: { set: 'mnist', samples: 1_200, seed: 1 },
  network: { seed: 1 },
};

export const SERVING_CHALLENGES: readonly Challenge[] = [
  {
    id: 'ten-milliseconds',
    title: say.tenMilliseconds,
    goal: say.tenMillisecondsGoal,
    judge: 'load',
    start: {
      ...SMALL_DIGITS,
      serving: { latencyGoalMs: 10 },
      load: { mode: 'open', arrivals: 'poisson', requestsPerSecond: 2_000, durationMs: 800, seed: 1 },
      view: { dock: 'requests', lab: 'latency' },
    },
    pinned: [
      ...NETWORK,
      'serving.responseCacheSize',
      'serving.latencyGoalMs',
      'load.mode',
      'load.arrivals',
      'load.seed',
    ],
    rules: ['exp.load.durationMs >= 600'],
    reach: "run['mine'].goodShare >= 0.8",
    score: "exp.load.requestsPerSecond / run['oneByOne'].perSecond",
    unit: 'timesOneByOne',
    better: 'more',
    marks: [1, 3, 5],
    epochs: 0,
  },
  {
    id: 'flood',
    title: say.flood,
    goal: say.floodGoal,
    judge: 'load',
    start: {
      ...SMALL_DIGITS,
      serving: { inFlight: 8 },
      load: { mode: 'closed', durationMs: 800, seed: 1 },
      view: { dock: 'requests', lab: 'overview' },
    },
    pinned: [...NETWORK, 'serving.responseCacheSize', 'load.mode', 'load.seed'],
    rules: ['exp.load.durationMs >= 600'],
    reach: "run['mine'].p99Ms < 20",
    score: "run['mine'].perSecond / run['oneByOne'].perSecond",
    unit: 'timesOneByOne',
    better: 'more',
    marks: [15, 30, 45],
    epochs: 0,
  },
  {
    id: 'flooded',
    title: say.flooded,
    goal: say.floodedGoal,
    judge: 'load',
    start: {
      ...SMALL_DIGITS,
      serving: { instances: 2, pattern: 'unbatched', latencyGoalMs: 10 },
      load: { mode: 'open', arrivals: 'poisson', durationMs: 1_000, seed: 1 },
      view: { dock: 'requests', lab: 'latency' },
    },
    pinned: [
      ...NETWORK,
      'serving.pattern',
      'serving.instances',
      'serving.latencyGoalMs',
      'serving.responseCacheSize',
      'load.mode',
      'load.arrivals',
      'load.seed',
    ],
    rules: [],
    score: "run['mine'].goodPerSecond / run['capacity'].perSecond",
    unit: 'ofCapacity',
    better: 'more',
    marks: [0.2, 0.5, 0.9],
    epochs: 0,
  },
];
