/** The load worker: a run at a time against the server on the other end of a port. */
import { traceBuffers } from '../../trace/RequestTrace.ts';
import { transferring, type Emit, type Handlers } from '../../wire/Call.ts';
import type { LoadCalls, LoadEvents } from '../../wire/load.ts';
import type { CallerMessage, CallerReply } from '../../wire/server.ts';
import { createClock } from './Clock.ts';
import { LoadRun } from './LoadRun.ts';
import { planLoad } from './planLoad.ts';

export function createLoad(emit: Emit<LoadEvents>): Handlers<LoadCalls> {
  const clock = createClock();
  let port: MessagePort | null = null;
  let run: LoadRun | null = null;
  let nextId = 1;

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

  return {
    connectServer({ port: toServer }): void {
      port?.close();
      port = toServer;
      toServer.addEventListener('message', ({ data }: MessageEvent<CallerReply>) => run?.deliver(data.block));
      toServer.start();
    },

    async run({ settings, serving, pool, inputs, outputs, device }) {
      if (run) throw new Error('A load is already running. Stop it first.');
      if (!port) throw new Error('The load is not connected to a server.');
      const plan = planLoad(settings, { ...serving, ...settings.serving });
      const progressed = (progress: LoadEvents['loadProgressed']): void =>
        emit(
          'loadProgressed',
          transferring(progress, [...traceBuffers(progress.trace), progress.outputs.buffer as ArrayBuffer]),
        );
      run = new LoadRun({ clock, plan, pool, inputs, outputs, device, firstId: nextId, send, progressed });
      try {
        return await run.finished;
      } finally {
        nextId = run.nextId;
        run = null;
      }
    },

    stop(): void {
      run?.stop();
    },
  };
}
