/** Applies the engine's events to stores and feeds; the only listener to them apart from `commands/persistWork.ts`. */
import type { Experiment } from '#experiment/experiment.ts';
import { stopText } from './stopText.ts';
import type { Caller } from '#protocol/Call.ts';
import type { LoadCalls, LoadEvents } from '#protocol/loadCalls.ts';
import type { ServerCalls, ServerEvents } from '#protocol/server.ts';
import type { Snapshot, TrainerCalls, TrainerEvents } from '#protocol/trainer.ts';
import { deviceFailed, deviceLost, deviceOpened, deviceStore } from './deviceStore.ts';
import { historyFeed, snapshotFeed, timelineFeed } from './feeds.ts';
import { firstHistory, joinHistory } from './history.ts';
import { createResponseLog, type AnsweredPool } from './responseLog.ts';
import {
  batchSizeWarmed,
  faultStruck,
  loadProgressed,
  queueSampled,
  servingFailed,
  servingStore,
  warmUpsForgotten,
} from './servingStore.ts';
import { sweepProgressed } from './sweepStore.ts';
import {
  dataProgressed,
  phaseChanged,
  problemForgotten,
  runStopped,
  snapshotTaken,
  trainerFailed,
} from './trainingStore.ts';
import { uiStore } from './uiStore.ts';

/** The callers of the engine whose events are applied. */
export interface EngineEvents {
  readonly trainer: Caller<TrainerCalls, TrainerEvents>;
  readonly server: Caller<ServerCalls, ServerEvents>;
  readonly load: Caller<LoadCalls, LoadEvents>;
  onFailure(listener: (part: 'trainer' | 'server' | 'load', error: Error) => void): () => void;
}

/** What the page itself reports to the same stores. */
export interface EngineState {
  /** A load is about to draw requests from this pool; `ran` is the experiment it measures. */
  expectResponses(pool: AnsweredPool, ran: Experiment): void;
  /** Shows a snapshot that the page made itself; without effect once the engine has sent its first. */
  showFirst(make: () => Snapshot): void;
  /** The start failed: no device could be opened, or the experiment was refused. */
  startFailed(error: Error): void;
  /** A new run begins: the problem of the last one is no longer shown. */
  forgetProblem(): void;
  stop(): void;
}

export function applyEngineEvents({ trainer, server, load, onFailure }: EngineEvents): EngineState {
  const responses = createResponseLog();
  let generation = -1;

  function takeSnapshot(snapshot: Snapshot): void {
    if (snapshot.generation < generation) return;
    generation = snapshot.generation;
    publish(snapshot);
  }

  function publish(snapshot: Snapshot): void {
    snapshotFeed.publish(snapshot);
    const { history, metrics, timeline } = snapshot;
    historyFeed.publish(history ? joinHistory(historyFeed.latest, history) : firstHistory(metrics));
    if (timeline) timelineFeed.publish({ branches: timelineFeed.latest.branches, ...timeline });
    snapshotTaken(snapshot);
  }

  const engineFailed = ({ message }: Error): void => {
    deviceFailed(message);
    trainerFailed(message);
  };
  const notifyProblem = (text: string): void => uiStore.setState({ notice: { text, tone: 'error' } });

  const stops = [
    onFailure((part, error) => {
      if (part === 'trainer') {
        // Generations of the next trainer count from 0 again.
        generation = -1;
        engineFailed(error);
      } else servingFailed(error.message);
    }),
    trainer.on('deviceOpened', ({ report, tried }) => deviceOpened(report, tried)),
    trainer.on('deviceLost', ({ report, message, continuesOn }) => {
      deviceLost(report, message, continuesOn !== undefined);
      // Without recovery the store keeps the message on the screen; after one it is shown once.
      if (continuesOn) notifyProblem(message);
    }),
    trainer.on('phaseChanged', (change) => {
      phaseChanged(change);
      if (change.met) uiStore.setState({ notice: { text: stopText(change.met), tone: 'plain' } });
    }),
    trainer.on('dataProgress', dataProgressed),
    trainer.on('snapshotTaken', takeSnapshot),
    trainer.on('runStopped', ({ reason, metrics }) => runStopped(reason, metrics)),
    server.on('deviceLost', ({ message, continuesOn }) => {
      if (continuesOn) notifyProblem(message);
      else servingFailed(message);
    }),
    server.on('instanceGaveUp', ({ message }) => notifyProblem(message)),
    server.on('queueSampled', queueSampled),
    server.on('batchSizeWarmed', batchSizeWarmed),
    server.on('deviceOpened', warmUpsForgotten),
    server.on('faultStruck', faultStruck),
    load.on('loadProgressed', (progress) => {
      // Measuring devices loads the server, too; that is not the load on the screen.
      if (servingStore.getState().phase === 'idle') return;
      loadProgressed(progress);
      responses.add(progress);
    }),
    load.on('sweepProgressed', sweepProgressed),
    servingStore.subscribe(({ phase }) => {
      if (phase === 'idle') responses.end();
    }),
  ];

  return {
    expectResponses: responses.begin,
    showFirst(make) {
      if (generation < 0) publish(make());
    },
    startFailed(error) {
      if (deviceStore.getState().status !== 'ready') engineFailed(error);
    },
    forgetProblem: problemForgotten,
    stop() {
      for (const stop of stops) stop();
    },
  };
}
