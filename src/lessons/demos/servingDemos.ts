/** Demos that need digits, or requests: their figures are those of the reader's own machine, so promises are ratios and counts. */
import * as say from '#messages/generated/demos.ts';
import type { Demo } from './Demo.ts';

export const SERVING_DEMOS: readonly Demo[] = [
  {
    id: 'digits',
    group: 'data',
    title: say.digits,
    about: say.digitsAbout,
    input: { data: { set: 'mnist', seed: 1 }, network: { seed: 1 } },
    picture: 'digits',
    promise: 'best.testAccuracy >= 0.85 and before.testAccuracy < 0.2',
    epochs: 3,
  },
  {
    id: 'why-batch',
    group: 'answers',
    title: say.whyBatch,
    about: say.whyBatchAbout,
    task: say.whyBatchTask,
    input: {
      data: { set: 'mnist', samples: 1_200, seed: 1 },
      network: { seed: 1 },
      serving: { instances: 2, maxQueueDelayUs: 0, inFlight: 64 },
      load: { mode: 'closed', durationMs: 1_000, seed: 1 },
      view: { dock: 'requests', lab: 'overview' },
    },
    picture: 'batches',
    promise: "run['batched'].perSecond > 3 * run['unbatched'].perSecond",
    keep: {
      unbatched: "ok > 0 and exp.serving.pattern == 'unbatched'",
      batched: "ok > 0 and exp.serving.pattern == 'batched'",
    },
    epochs: 0,
  },
  {
    id: 'unseen-stall',
    group: 'answers',
    title: say.unseenStall,
    about: say.unseenStallAbout,
    task: say.unseenStallTask,
    input: {
      data: { set: 'circle', seed: 1 },
      network: { seed: 7 },
      serving: { maxQueueDelayUs: 0, inFlight: 4 },
      load: { mode: 'closed', arrivals: 'constant', requestsPerSecond: 500, durationMs: 3_000, seed: 1 },
      view: { dock: 'requests', lab: 'latency' },
    },
    picture: 'stall',
    promise: "run['open'].p99Ms > 20 * run['closed'].p99Ms and run['closed'].maxMs > 400",
    keep: {
      closed: "maxMs > 400 and exp.load.mode == 'closed'",
      open: "ok > 0 and exp.load.mode == 'open'",
    },
    epochs: 0,
  },
  {
    id: 'left-behind',
    group: 'answers',
    title: say.leftBehind,
    about: say.leftBehindAbout,
    task: say.leftBehindTask,
    input: {
      data: { set: 'circle', seed: 1 },
      network: { seed: 7 },
      view: { dock: 'requests', lab: 'code' },
    },
    picture: 'leak',
    promise: "pattern == 'leak' and returned and blockedSenders == 127",
    epochs: 0,
  },
];
