/** The load worker: a run at a time against the server on the other end of a port. */
import { traceBuffers } from '../../trace/RequestTrace.ts';
import { transferring, type Emit, type Handlers } from '../../wire/Call.ts';
import type { LoadCalls, LoadEvents, LoadSettings, LoadTarget } from '../../wire/load.ts';
import type { CallerMessage, CallerReply } from '../../wire/server.ts';
import { createClock } from './Clock.ts';
import { LoadRun, type LoadRunOptions } from './LoadRun.ts';
import { planLoad } from './planLoad.ts';
import { runSweep, type SweepOptions } from './runSweep.ts';

export function createLoad(emit: Emit<LoadEvents>): Handlers<LoadCalls> {
  const clock = createClock();
  let port: MessagePort | null = null;
  let run: LoadRun | null = null;
  let nextId = 1;
  let busy = false;
  let stopped = false;

  function send(message: CallerMessage): void {
    const buffers =
      message.kind === 'cancel'
        ? [message.ids.buffer]
        : [
            message.block.ids.buffer,
            message.block.rows.buffer,
            message.block.plannedMs.buffer,
            message.block.sentMs.buffer,
          ];
    port?.postMessage(message, buffers as ArrayBuffer[]);
  }

  function start(settings: LoadSettings, target: LoadTarget, answered?: LoadRunOptions['answered']): LoadRun {
    const { serving, ...rest } = target;
    const plan = planLoad(settings, { ...serving, ...settings.serving });
    if (run) nextId = run.nextId;
    run = new LoadRun({
      ...rest,
      clock,
      plan,
      firstId: nextId,
      send,
      progressed,
      ...(answered ? { answered } : {}),
    });
    return run;
  }

  function progressed(progress: LoadEvents['loadProgressed']): void {
    const { trace, outputs } = progress;
    emit('loadProgressed', transferring(progress, [...traceBuffers(trace), outputs.buffer as ArrayBuffer]));
  }

  /** One run or sweep at a time. */
  async function occupy<T>(work: () => Promise<T>): Promise<T> {
    if (busy) throw new Error('A load is already running. Stop it first.');
    if (!port) throw new Error('The load is not connected to a server.');
    busy = true;
    stopped = false;
    try {
      return await work();
    } finally {
      busy = false;
      if (run) nextId = run.nextId;
      run = null;
    }
  }

  return {
    connectServer({ port: toServer }): void {
      port?.close();
      port = toServer;
      toServer.addEventListener('message', ({ data }: MessageEvent<CallerReply>) => run?.deliver(data.block));
      toServer.start();
    },

    async run({ settings, ...target }) {
      return occupy(() => start(settings, target).finished);
    },

    async sweep({ settings, ...target }) {
      return occupy(() => {
        const startRun: SweepOptions['startRun'] = (load, answered) => start(load, target, answered);
        const progressed = (progress: LoadEvents['sweepProgressed']): void =>
          emit('sweepProgressed', progress);
        return runSweep({ clock, settings, startRun, progressed, isStopped: () => stopped });
      });
    },

    stop(): void {
      stopped = true;
      run?.stop();
    },
  };
}
