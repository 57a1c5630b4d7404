/**
 * A second server with a load worker of its own, beside the page's: what a comparison measures. It has its own device,
 * plan and weights, and ends when it is told to.
 */
import type { Experiment, ServingSpec } from '../spec/experiment.ts';
import type { NetworkShape } from '../spec/networkShape.ts';
import type { DeviceName } from '../spec/vocabulary.ts';
import { connectCaller, laneOf } from '../wire/Call.ts';
import type { LoadCalls, LoadEvents, LoadReport, LoadSettings } from '../wire/load.ts';
import type { Response, ServerCalls, ServerEvents } from '../wire/server.ts';
import type { EngineParts } from './connectEngine.ts';
import type { LoadPool } from './Engine.ts';
import { lazyEndpoint } from './lazyEndpoint.ts';
import { openRequestDesk } from './requestDesk.ts';

export interface RivalSpec {
  readonly experiment: Experiment;
  readonly device: DeviceName;
  readonly serving: ServingSpec;
  /** The network that answers, with its parameters in the order of `spec/networkShape.ts`. */
  readonly shape: NetworkShape;
  readonly parameters: Float32Array;
  readonly step: number;
}

export interface Rival {
  readonly device: DeviceName;
  /** Runs a load on this server to its end, under another plan than its own where one is given. */
  run(settings: LoadSettings, pool: LoadPool, plan?: ServingSpec): Promise<LoadReport>;
  request(row: ArrayLike<number>): Promise<Response>;
  /** Ends its workers; what is under way rejects. */
  end(): void;
}

/** Rejects when the device does not work here, saying why. */
export async function openRival({ open, baseUrl }: EngineParts, spec: RivalSpec): Promise<Rival> {
  const onDeath = (error: Error): void => {
    server.fail(error);
    load.fail(error);
    desk.fail(error);
  };
  const endpoints = {
    server: lazyEndpoint(() => open('server', onDeath)),
    load: lazyEndpoint(() => open('load', onDeath)),
  };
  const server = connectCaller<ServerCalls, ServerEvents>(endpoints.server);
  const load = connectCaller<LoadCalls, LoadEvents>(endpoints.load);
  let planned: ServingSpec | undefined;
  const { experiment, device, serving, shape, step } = spec;
  const desk = openRequestDesk(laneOf(endpoints.server), () => device);

  /** Says why, once it has ended: a message to a dropped endpoint would make a new worker. */
  let ended: Error | undefined;
  function end(): void {
    ended = new Error('The comparison was ended.');
    onDeath(ended);
    endpoints.server.drop();
    endpoints.load.drop();
  }

  try {
    const report = await server.call('start', { experiment, prefer: device, baseUrl });
    if (report.name !== device) {
      throw new Error(`${device} does not work here, so it cannot be compared. The Device tab says why.`);
    }
    const fromLoad = new MessageChannel();
    await Promise.all([
      server.call('connectCaller', { port: fromLoad.port2 }, [fromLoad.port2]),
      server.call('connectCaller', {}),
      load.call('connectServer', { port: fromLoad.port1 }, [fromLoad.port1]),
    ]);
    await server.call('configure', { shape, serving });
    planned = serving;
    // A copy: two rivals may be given the same network.
    const parameters = spec.parameters.slice();
    await server.call('setParameters', { parameters, step }, [parameters.buffer]);
  } catch (error) {
    end();
    throw error;
  }
  return {
    device,
    async run(settings, pool, plan = serving) {
      if (plan !== planned) await server.call('configure', { shape, serving: plan });
      planned = plan;
      const { rows, inputs } = pool;
      const outputs = shape.layers.at(-1)?.units ?? pool.outputs;
      return load.call('run', { settings, serving: plan, pool: rows, inputs, outputs, device });
    },
    request: (row) => (ended ? Promise.reject(ended) : desk.request(row)),
    end,
  };
}
