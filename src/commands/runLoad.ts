/**
 * Runs one load, or capacity sweep, on the server: samples of the present data, phase and report in `servingStore`, the curve in
 * `sweepStore`. The dock and `fanout.load` share it, so that they report the same numbers.
 */
import type { Engine } from '#client/Engine.ts';
import { orAborted } from '#client/orAborted.ts';
import { samplePool, type SamplePool } from '#data/samplePool.ts';
import type { ServingSpec } from '#experiment/experiment.ts';
import { failed } from '#messages/Failure.ts';
import * as failures from '#messages/generated/commandErrors.ts';
import type { LoadReport, LoadSettings } from '#protocol/load.ts';
import type { SweepReport, SweepSettings } from '#protocol/sweep.ts';
import type { EngineState } from '#state/applyEngineEvents.ts';
import { experimentStore } from '#state/experimentStore.ts';
import {
  loadCutShort,
  loadEnded,
  loadMeasured,
  loadStarting,
  loadStopping,
  servingFailed,
  servingStore,
  type LoadKind,
} from '#state/servingStore.ts';
import { sweepEnded, sweepFailed, sweepStarting } from '#state/sweepStore.ts';
import type { ExperimentSync } from './experimentSync.ts';
import { sweepOf } from './loadSettings.ts';
import type { PageData } from './pageData.ts';

export interface LoadRunner {
  /** Rejects if it is aborted or stopped before it has begun; later it resolves to the report so far. */
  run(settings: LoadSettings, signal?: AbortSignal): Promise<LoadReport>;
  sweep(settings: SweepSettings, signal?: AbortSignal): Promise<SweepReport>;
  /** Ends the load or sweep, also one that has not begun yet. */
  stop(): void;
}

export function createLoadRunner(
  engine: Pick<Engine, 'runLoad' | 'runSweep'>,
  engineState: Pick<EngineState, 'expectResponses'>,
  sync: Pick<ExperimentSync, 'whenTaken'>,
  pageData: Pick<PageData, 'ready'>,
): LoadRunner {
  let stopPresent = (_reason: unknown): void => undefined;

  /** Runs one at a time, from its pool to its end. */
  async function occupy<T>(
    kind: LoadKind,
    changes: Partial<ServingSpec> | undefined,
    stopSignal: AbortSignal | undefined,
    work: (pool: SamplePool, signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    stopSignal?.throwIfAborted();
    if (servingStore.getState().phase !== 'idle') {
      throw failed(failures.loadIsRunning());
    }
    const control = new AbortController();
    const { signal } = control;
    const stop = (reason: unknown): void => {
      if (signal.aborted) return;
      loadStopping();
      control.abort(reason);
    };
    const stopOnSignal = (): void => stop(stopSignal?.reason);
    stopPresent = stop;
    stopSignal?.addEventListener('abort', stopOnSignal);
    loadStarting(kind);
    try {
      await orAborted(sync.whenTaken(), signal);
      const data = await orAborted(pageData.ready(), signal);
      const { experiment } = experimentStore.getState();
      const pool = samplePool(experiment, data);
      engineState.expectResponses(pool, { ...experiment, serving: { ...experiment.serving, ...changes } });
      return await work(pool, signal);
    } catch (error) {
      servingFailed(messageOf(error));
      throw error;
    } finally {
      stopSignal?.removeEventListener('abort', stopOnSignal);
      loadEnded();
    }
  }

  return {
    run(settings, stopSignal) {
      const isBurst = settings.mode === 'closed' && settings.requests === settings.inFlight;
      return occupy(isBurst ? 'burst' : settings.mode, settings.serving, stopSignal, async (pool, signal) => {
        const { experiment } = experimentStore.getState();
        const report = await engine.runLoad(settings, pool, signal);
        // It ended by itself, because the network changed: its metrics are not those of the present one.
        if (report.stopped !== undefined && !signal.aborted) {
          loadCutShort(report, report.stopped);
          return report;
        }
        const pattern = settings.serving?.pattern ?? experiment.serving.pattern;
        loadMeasured(report, pattern);
        return report;
      });
    },
    async sweep(settings, stopSignal) {
      const measuredOn = experimentStore.getState().experiment;
      const { over } = settings;
      sweepStarting(over, measuredOn);
      try {
        return await occupy('sweep', settings.load?.serving, stopSignal, async (pool, signal) => {
          const sweep = sweepOf(settings, experimentStore.getState().experiment);
          const report = await engine.runSweep(sweep, pool, signal);
          if (report.stopped !== undefined && !signal.aborted) sweepFailed(report.stopped);
          return report;
        });
      } catch (error) {
        sweepFailed(messageOf(error));
        throw error;
      } finally {
        sweepEnded();
      }
    },
    stop() {
      if (servingStore.getState().phase === 'idle') return;
      stopPresent(new DOMException(failures.loadStopped().text, 'AbortError'));
    },
  };
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
