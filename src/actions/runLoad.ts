/**
 * Runs one load on the server and shows it: pool from the present data, phase and report into `servingStore`. The
 * dock's burst and load, and `fanout.load`, all come through here, so their numbers are the same numbers.
 */
import type { Engine } from '../client/Engine.ts';
import { experimentStore } from '../state/experimentStore.ts';
import type { Follower } from '../state/follow.ts';
import { servingStore } from '../state/servingStore.ts';
import type { LoadReport, LoadSettings } from '../wire/load.ts';
import type { ExperimentSync } from './experimentSync.ts';
import { loadPool } from './loadPool.ts';
import type { PageData } from './pageData.ts';

export interface LoadRunner {
  run(settings: LoadSettings): Promise<LoadReport>;
  stop(): Promise<void>;
}

export function createLoadRunner(
  engine: Pick<Engine, 'runLoad' | 'stopLoad'>,
  follower: Pick<Follower, 'expectAnswers'>,
  sync: Pick<ExperimentSync, 'whenTaken'>,
  pageData: Pick<PageData, 'ready'>,
): LoadRunner {
  async function run(settings: LoadSettings): Promise<LoadReport> {
    if (servingStore.getState().phase !== 'idle') {
      throw new Error('A load is running. Wait for its end or stop it first.');
    }
    const isBurst = settings.mode === 'closed' && settings.requests === settings.inFlight;
    servingStore.setState({
      phase: 'starting',
      kind: isBurst ? 'burst' : 'closed',
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
      const { experiment } = experimentStore.getState();
      const pool = loadPool(experiment, data);
      follower.expectAnswers(pool);
      const report = await engine.runLoad(settings, pool);
      const pattern = settings.serving?.pattern ?? experiment.serving.pattern;
      const { byPattern } = servingStore.getState();
      servingStore.setState({ report, byPattern: { ...byPattern, [pattern]: report } });
      return report;
    } catch (error) {
      servingStore.setState({ problem: error instanceof Error ? error.message : String(error) });
      throw error;
    } finally {
      servingStore.setState({ phase: 'idle', inFlight: 0, queued: 0, executing: 0 });
    }
  }

  return {
    run,
    async stop() {
      if (servingStore.getState().phase === 'idle') return;
      servingStore.setState({ phase: 'stopping' });
      await engine.stopLoad();
    },
  };
}
