/**
 * Speed of every device on the present network: steps a second in the trainer (on a copy), then requests a second
 * through the real server and load, one device after the other, so that they never share the processor.
 */
import type { Engine } from '../client/Engine.ts';
import { deviceStore } from '../state/deviceStore.ts';
import { experimentStore } from '../state/experimentStore.ts';
import type { DeviceReport } from '../wire/DeviceReport.ts';
import { loadPool } from './loadPool.ts';
import type { PageData } from './pageData.ts';

/** Long enough for thousands of answers on a fast device and some dozens on a slow one. */
const MEASURE_MS = 500;
const CALLERS = 64;

type MeasuredEngine = Pick<Engine, 'trainer' | 'server' | 'whenServing' | 'runLoad'>;

/** Reports of all devices with what could be measured. The server ends on the device it was on. */
export async function measureDevices(
  engine: MeasuredEngine,
  pageData: Pick<PageData, 'ready'>,
): Promise<DeviceReport[]> {
  const home = deviceStore.getState().report?.name;
  await engine.whenServing();
  const pool = loadPool(experimentStore.getState().experiment, await pageData.ready());
  const measured = await engine.trainer.call('measureDevices', undefined);
  const reports: DeviceReport[] = [];
  for (const report of measured) {
    reports.push(report.works ? { ...report, ...(await requestsOn(report)) } : report);
  }
  if (home) await engine.server.call('useDevice', { name: home });
  return reports;

  async function requestsOn({ name }: DeviceReport): Promise<Pick<DeviceReport, 'requestsPerSecond'>> {
    try {
      await engine.server.call('useDevice', { name });
      const { requestsPerSecond } = await engine.runLoad(
        {
          mode: 'closed',
          inFlight: CALLERS,
          durationMs: MEASURE_MS,
          serving: { pattern: 'batched', maxBatchSize: CALLERS },
        },
        pool,
      );
      return { requestsPerSecond };
    } catch {
      // The server could not open what the trainer could, e.g. for want of memory: it stays unmeasured.
      return {};
    }
  }
}
