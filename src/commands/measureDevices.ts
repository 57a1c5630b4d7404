/**
 * Speed of every device on the present network: steps per second in the trainer (on a copy), then requests per second through the
 * real server and load, one device after the other, so that they never share the processor.
 */
import type { Engine } from '#client/Engine.ts';
import { orAborted } from '#client/orAborted.ts';
import { samplePool } from '#data/samplePool.ts';
import type { DeviceReport } from '#protocol/DeviceReport.ts';
import { deviceStore } from '#state/deviceStore.ts';
import { experimentStore } from '#state/experimentStore.ts';
import type { PageData } from './pageData.ts';

/** Long enough for thousands of responses on a fast device and some dozens on a slow one. */
const MEASURE_MS = 500;
const CALLERS = 64;
/** A stop takes less than a second. */
const STOP_MS = 700;

type MeasuredEngine = Pick<Engine, 'trainer' | 'server' | 'whenServing' | 'runLoad'>;

/** Reports of all devices, with the speeds measured before the signal is aborted. The server returns to its device. */
export async function measureDevices(
  engine: MeasuredEngine,
  pageData: Pick<PageData, 'ready'>,
  signal: AbortSignal,
): Promise<DeviceReport[]> {
  const home = deviceStore.getState().report?.name;
  await orAborted(engine.whenServing(), signal);
  const pool = samplePool(experimentStore.getState().experiment, await orAborted(pageData.ready(), signal));
  const reports: DeviceReport[] = [];
  try {
    for (const report of await measureSteps()) {
      const isMeasured = report.works && !signal.aborted;
      reports.push(isMeasured ? { ...report, ...(await requestsOn(report)) } : report);
    }
  } finally {
    if (home) {
      // A stop does not wait for it; the next request to the server does.
      const returning = orAborted(engine.server.call('useDevice', { name: home }), signal);
      await returning.catch((error: unknown) => {
        if (!signal.aborted) throw error;
      });
    }
  }
  return reports;

  async function measureSteps(): Promise<DeviceReport[]> {
    const stop = (): void => void engine.trainer.call('stopMeasuring', undefined).catch(() => undefined);
    signal.addEventListener('abort', stop);
    try {
      return await orAborted(engine.trainer.call('measureDevices', undefined), signal, STOP_MS);
    } catch (error) {
      if (!signal.aborted) throw error;
      // It is busy opening a device: the earlier reports stay.
      return [...deviceStore.getState().tried];
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }

  async function requestsOn({ name }: DeviceReport): Promise<Pick<DeviceReport, 'requestsPerSecond'>> {
    try {
      await orAborted(engine.server.call('useDevice', { name }), signal);
      const { requestsPerSecond } = await engine.runLoad(
        {
          mode: 'closed',
          inFlight: CALLERS,
          durationMs: MEASURE_MS,
          serving: { pattern: 'batched', maxBatchSize: CALLERS },
        },
        pool,
        signal,
      );
      return signal.aborted ? {} : { requestsPerSecond };
    } catch {
      // The server could not open what the trainer could, e.g. for lack of memory: it stays unmeasured.
      return {};
    }
  }
}
