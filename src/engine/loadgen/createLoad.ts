/** The load worker's handlers: one run or sweep at a time against a server. */
import { createClock } from '#engine/clock/Clock.ts';
import { failed, type Failure } from '#messages/Failure.ts';
import * as failures from '#messages/generated/loadgenErrors.ts';
import { transferring, type Emit, type Endpoint, type Handlers } from '#protocol/Call.ts';
import type { LoadSettings } from '#protocol/load.ts';
import type { LoadCalls, LoadEvents, LoadTarget } from '#protocol/loadCalls.ts';
import { BufferPool } from '#protocol/RequestBlockBuilder.ts';
import type { CallerMessage, CallerReply } from '#protocol/server.ts';
import { measureClockStep } from '#trace/clockStep.ts';
import { traceBuffers } from '#trace/RequestTrace.ts';
import { loadConfig } from './loadConfig.ts';
import { LoadRun } from './LoadRun.ts';
import type { LoadRunOptions } from './LoadRunOptions.ts';
import { runSweep, type SweepOptions } from './runSweep.ts';

/** @param server takes requests and sends responses */
export function createLoad(emit: Emit<LoadEvents<Failure>>, server: Endpoint): Handlers<LoadCalls<Failure>> {
  const clock = createClock();
  let run: LoadRun | null = null;
  let nextId = 1;
  let busy = false;
  let stopped: Failure | null = null;
  let ownStepMs: number | null = null;

  /** Reused from run to run: most of a message's cost is fresh memory. */
  const spares = new BufferPool();

  const send = (message: CallerMessage, buffer: ArrayBuffer): void => server.postMessage(message, [buffer]);
  server.addEventListener('message', ({ data }: MessageEvent<CallerReply>) => {
    run?.deliver(data.block);
    for (const buffer of data.spent ?? []) spares.add(buffer);
  });
  server.start?.();

  function start(
    settings: LoadSettings,
    target: LoadTarget,
    responded?: LoadRunOptions['responded'],
  ): LoadRun {
    const { serving, clockStepMs = 0, ...rest } = target;
    ownStepMs ??= measureClockStep();
    const config = loadConfig(settings, { ...serving, ...settings.serving });
    if (run) nextId = run.nextId;
    run = new LoadRun({
      ...rest,
      clock,
      config,
      firstId: nextId,
      clockStepMs: Math.max(ownStepMs, clockStepMs),
      spares,
      send,
      progressed,
      ...(responded ? { responded } : {}),
    });
    return run;
  }

  function progressed(progress: LoadEvents<Failure>['loadProgressed']): void {
    const { trace, outputs } = progress;
    emit('loadProgressed', transferring(progress, [...traceBuffers(trace), outputs.buffer as ArrayBuffer]));
  }

  /** One run or sweep at a time. */
  async function occupy<T>(work: () => Promise<T>): Promise<T> {
    if (busy) throw failed(failures.running());
    busy = true;
    stopped = null;
    try {
      return await work();
    } finally {
      busy = false;
      if (run) nextId = run.nextId;
      run = null;
    }
  }

  return {
    async run({ settings, ...target }) {
      return occupy(() => start(settings, target).finished);
    },

    async sweep({ settings, ...target }) {
      return occupy(() => {
        const startRun: SweepOptions['startRun'] = (load, responded) => start(load, target, responded);
        const progressed = (progress: LoadEvents<Failure>['sweepProgressed']): void =>
          emit('sweepProgressed', progress);
        const { serving, device, clockStepMs = 0 } = target;
        ownStepMs ??= measureClockStep();
        const measured = { serving: { ...serving, ...settings.load?.serving }, device };
        return runSweep({
          clock,
          settings,
          startRun,
          progressed,
          server: measured,
          clockStepMs: Math.max(ownStepMs, clockStepMs),
          stopped: () => stopped,
        });
      });
    },

    stop({ reason }): void {
      stopped = reason;
      run?.stop(reason);
    },
  };
}
