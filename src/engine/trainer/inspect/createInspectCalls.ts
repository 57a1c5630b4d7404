/** The trainer's calls that look into the network under way. Each is one task under the trainer's lock. */
import { factsOf } from '#experiment/dataFacts.ts';
import type { Handlers } from '#protocol/Call.ts';
import type { Failure } from '#messages/Failure.ts';
import type { InspectCalls } from '#protocol/inspect.ts';
import type { Task } from '../createNetworkCalls.ts';
import { gatherEvidence } from '../diagnoses/gatherEvidence.ts';
import { diagnose } from '../diagnoses/rules.ts';
import { inspectSample } from './inspectSample.ts';
import { landscape } from './landscape.ts';
import { distributions, layerCurves } from './layerFacts.ts';
import { calibration, findSamples } from './mistakes.ts';
import { sampleAt } from './sampleRows.ts';
import { warpedPlane } from './warpedPlane.ts';

/** @param task runs work under the lock, and once more after the recovery of a lost device */
export function createInspectCalls(task: Task): Handlers<InspectCalls<Failure>> {
  return {
    inspect: ({ row, target }) => task(({ session }) => inspectSample(session.run, row, target)),

    distributions: ({ bins }) => task(({ session }) => distributions(session.run, bins)),

    layerCurves: () => task(({ session }) => layerCurves(session.run, session.timeline.track.all)),

    sampleAt: ({ split, index }) => task(({ session }) => sampleAt(session.run.config.data[split], index)),

    findSamples: (asked) => task(({ session }) => findSamples(session.run, asked)),

    calibration: ({ split, bins }) => task(({ session }) => calibration(session.run, split, bins)),

    diagnose: () =>
      task(async ({ session, loop }) => {
        const { run, timeline, advice, generation, now } = session;
        const hasDiverged = advice.divergedAt === generation && !loop.isRunning;
        const found = diagnose(await gatherEvidence(run, now.experiment, timeline, hasDiverged));
        return found.map(({ id, sentence, trial }) => ({ id, sentence, ...trial }));
      }),

    warpedPlane: ({ layer, side }) =>
      task(({ session }) => {
        const isPlane = factsOf(session.now.experiment.data).kind === 'plane';
        return warpedPlane(session.run, isPlane, layer, side);
      }),

    landscape: (asked) => landscape(task, asked),
  };
}
