/**
 * The only place where what the engine tells becomes state: its events come in, stores and feeds are set. Whoever
 * changes the experiment says so through `Follower`, because a snapshot does not carry the shape it belongs to.
 */
import { parameterCount, type NetworkShape } from '../spec/networkShape.ts';
import type { Caller } from '../wire/Call.ts';
import type { LoadCalls, LoadEvents } from '../wire/load.ts';
import type { ServerCalls, ServerEvents } from '../wire/server.ts';
import type { Snapshot, TrainerCalls, TrainerEvents } from '../wire/trainer.ts';
import { createAnswerBook, type Pool } from './answers.ts';
import { deviceStore } from './deviceStore.ts';
import { historyFeed, pictureFeed } from './feeds.ts';
import { createHistory } from './history.ts';
import { servingStore } from './servingStore.ts';
import { sweepStore } from './sweepStore.ts';
import { trainingStore } from './trainingStore.ts';
import { uiStore } from './uiStore.ts';

/** The callers of the engine whose events are followed. */
export interface Followed {
  readonly trainer: Caller<TrainerCalls, TrainerEvents>;
  readonly server: Caller<ServerCalls, ServerEvents>;
  readonly load: Caller<LoadCalls, LoadEvents>;
  onFailure(listener: (part: 'trainer' | 'server' | 'load', error: Error) => void): () => void;
}

export interface Follower {
  /** The engine is about to take an experiment of this shape: snapshots of a new generation will have it. */
  expectShape(shape: NetworkShape): void;
  /** A load is about to ask the rows of this pool. */
  expectAnswers(pool: Pool): void;
  /** Shows a picture that the page made itself; without effect once the engine has sent its first. */
  showFirst(shape: NetworkShape, make: () => Snapshot): void;
  /** No device could be opened. */
  startFailed(error: Error): void;
  /** A new run begins: what stopped the last one is history. */
  forgetProblem(): void;
  stop(): void;
}

export function follow({ trainer, server, load, onFailure }: Followed, firstShape: NetworkShape): Follower {
  const history = createHistory();
  const answers = createAnswerBook();
  let shape = firstShape;
  let expected = firstShape;
  let generation = -1;

  function takeSnapshot(snapshot: Snapshot): void {
    if (snapshot.generation < generation) return;
    if (snapshot.generation > generation && fits(snapshot, expected)) shape = expected;
    if (!fits(snapshot, shape)) return;
    generation = snapshot.generation;
    publish(snapshot);
  }

  function publish(snapshot: Snapshot): void {
    pictureFeed.publish({ shape, snapshot });
    historyFeed.publish(history.add(snapshot.metrics));
    trainingStore.setState({
      metrics: snapshot.metrics,
      epochsPerSecond: snapshot.epochsPerSecond,
      stepsPerSecond: snapshot.stepsPerSecond,
    });
  }

  const deviceFailed = (error: Error): void => {
    deviceStore.setState({ status: 'failed', message: error.message });
    trainingStore.setState({ phase: 'stopped', problem: error.message, dataProgress: null });
  };

  const stops = [
    onFailure((part, error) => {
      if (part === 'trainer') deviceFailed(error);
      else servingStore.setState({ problem: error.message });
    }),
    trainer.on('deviceOpened', ({ report, tried }) => {
      deviceStore.setState({ status: 'ready', report, tried, message: null });
    }),
    trainer.on('deviceLost', ({ report, message, continuesOn }) => {
      deviceStore.setState({ status: continuesOn ? 'ready' : 'lost', report, message });
      // What could not be mended stays on the screen by the store; what was mended is said once.
      if (continuesOn) uiStore.setState({ notice: { text: message, tone: 'error' } });
    }),
    trainer.on('phaseChanged', ({ phase, reason }) => {
      trainingStore.setState({
        phase,
        ...(reason === undefined ? {} : { problem: reason }),
        ...(phase === 'playing' ? { problem: null } : {}),
        ...(phase === 'loading' ? {} : { dataProgress: null }),
      });
    }),
    trainer.on('dataProgress', (dataProgress) => trainingStore.setState({ dataProgress })),
    trainer.on('snapshotTaken', takeSnapshot),
    trainer.on('runStopped', ({ error, metrics }) => {
      trainingStore.setState({ problem: error.message, metrics });
    }),
    server.on('deviceLost', ({ message, continuesOn }) => {
      if (continuesOn) uiStore.setState({ notice: { text: message, tone: 'error' } });
      else servingStore.setState({ problem: message });
    }),
    server.on('instanceGaveUp', ({ message }) => {
      uiStore.setState({ notice: { text: message, tone: 'error' } });
    }),
    server.on('queueSampled', ({ queued, executing }) => servingStore.setState({ queued, executing })),
    server.on('batchSizeWarmed', (warmed) => {
      const others = servingStore.getState().warmUps.filter(({ size }) => size !== warmed.size);
      servingStore.setState({ warmUps: [...others, warmed].sort((a, b) => a.size - b.size) });
    }),
    server.on('deviceOpened', () => servingStore.setState({ warmUps: [] })),
    server.on('faultStruck', (lastFault) => servingStore.setState({ lastFault })),
    load.on('loadProgressed', (progress) => {
      const { elapsedMs, sent, done, inFlight, report } = progress;
      const { phase } = servingStore.getState();
      // A measurement on the Device tab loads the server too; it is not the reader's load.
      if (phase === 'idle') return;
      servingStore.setState({
        elapsedMs,
        sent,
        done,
        inFlight,
        report,
        ...(phase === 'starting' ? { phase: 'running' } : {}),
      });
      answers.add(progress);
    }),
    load.on('sweepProgressed', (progress) => {
      if (sweepStore.getState().isRunning) sweepStore.setState(progress);
    }),
    servingStore.subscribe(({ phase }) => {
      if (phase === 'idle') answers.end();
    }),
  ];

  return {
    expectShape(next) {
      expected = next;
    },
    expectAnswers(pool) {
      answers.begin(pool);
    },
    showFirst(pictured, make) {
      if (generation >= 0) return;
      shape = pictured;
      expected = pictured;
      publish(make());
    },
    startFailed: deviceFailed,
    forgetProblem() {
      trainingStore.setState({ problem: null });
    },
    stop() {
      for (const stop of stops) stop();
    },
  };
}

const fits = (snapshot: Snapshot, shape: NetworkShape): boolean =>
  snapshot.parameters.length === parameterCount(shape);
