/**
 * Runs one load, or sweep, on the server and shows it: pool from the present data, phase and report into `servingStore`,
 * a sweep's curve into `sweepStore`. The dock, and `fanout.load`, all come through here, so their numbers are the same.
 */
import type { Engine, LoadPool } from '../client/Engine.ts';
import { experimentStore } from '../state/experimentStore.ts';
import type { Follower } from '../state/follow.ts';
import { servingStore } from '../state/servingStore.ts';
import { sweepStore } from '../state/sweepStore.ts';
import type { LoadReport, LoadSettings } from '../wire/load.ts';
import type { SweepReport, SweepSettings } from '../wire/sweep.ts';
import type { ExperimentSync } from './experimentSync.ts';
import { loadPool } from './loadPool.ts';
import { sweepOf } from './loadSettings.ts';
import type { PageData } from './pageData.ts';

export interface LoadRunner {
  run(settings: LoadSettings): Promise<LoadReport>;
  sweep(settings: SweepSettings): Promise<SweepReport>;
  stop(): Promise<void>;
}

export function createLoadRunner(
  engine: Pick<Engine, 'runLoad' | 'runSweep' | 'stopLoad'>,
  follower: Pick<Follower, 'expectAnswers'>,
  sync: Pick<ExperimentSync, 'whenTaken'>,
  pageData: Pick<PageData, 'ready'>,
): LoadRunner {
  /** One at a time, from its pool to its end. */
  async function occupy<T>(
    kind: 'closed' | 'open' | 'burst' | 'sweep',
    work: (pool: LoadPool) => Promise<T>,
  ): Promise<T> {
    if (servingStore.getState().phase !== 'idle') {
      throw new Error('A load is running. Wait for its end or stop it first.');
    }
    servingStore.setState({
      phase: 'starting',
      kind,
      elapsedMs: 0,
      sent: 0,
      done: 0,
      inFlight: 0,
      report: null,
      problem: null,
    });
    try {
      await sync.whenTaken();
      const data = await pageData.ready();
      const pool = loadPool(experimentStore.getState().experiment, data);
      follower.expectAnswers(pool);
      return await work(pool);
    } catch (error) {
      servingStore.setState({ problem: error instanceof Error ? error.message : String(error) });
      throw error;
    } finally {
      servingStore.setState({ phase: 'idle', inFlight: 0, queued: 0, executing: 0 });
    }
  }

  return {
    run(settings) {
      const isBurst = settings.mode === 'closed' && settings.requests === settings.inFlight;
      return occupy(isBurst ? 'burst' : settings.mode, async (pool) => {
        const { experiment } = experimentStore.getState();
        const report = await engine.runLoad(settings, pool);
        const pattern = settings.serving?.pattern ?? experiment.serving.pattern;
        const { byPattern } = servingStore.getState();
        servingStore.setState({ report, byPattern: { ...byPattern, [pattern]: report } });
        return report;
      });
    },
    async sweep(settings) {
      sweepStore.setState({ ...sweepStore.getInitialState(), over: settings.over, isRunning: true });
      try {
        return await occupy('sweep', (pool) =>
          engine.runSweep(sweepOf(settings, experimentStore.getState().experiment), pool),
        );
      } catch (error) {
        sweepStore.setState({ problem: error instanceof Error ? error.message : String(error) });
        throw error;
      } finally {
        sweepStore.setState({ isRunning: false, measuring: null });
      }
    },
    async stop() {
      if (servingStore.getState().phase === 'idle') return;
      servingStore.setState({ phase: 'stopping' });
      await engine.stopLoad();
    },
  };
}
