/**
 * A second server with its own load generator, beside the page's, for comparisons: own device, serving config and
 * weights.
 */
import type { RequestRows } from '#data/samplePool.ts';
import type { ServingSpec } from '#experiment/experiment.ts';
import type { DeviceName } from '#experiment/vocabulary.ts';
import { failed } from '#messages/Failure.ts';
import * as failures from '#messages/generated/clientErrors.ts';
import { type NetworkShape, outputLayer } from '#nn/NetworkShape.ts';
import { connectCaller, dataChannelOf } from '#protocol/Call.ts';
import type { LoadReport, LoadSettings } from '#protocol/load.ts';
import type { LoadCalls, LoadEvents } from '#protocol/loadCalls.ts';
import type { Response, ServerCalls, ServerEvents } from '#protocol/server.ts';
import type { EngineParts } from './connectEngine.ts';
import { lazyEndpoint } from './lazyEndpoint.ts';
import { loadPort } from './loadPort.ts';
import { openRequestClient } from './requestClient.ts';

export interface ComparisonServerSettings {
  readonly device: DeviceName;
  readonly serving: ServingSpec;
  /** The network to serve, and its parameters in the layout of `nn/NetworkShape.ts`. */
  readonly shape: NetworkShape;
  readonly parameters: Float32Array;
  readonly step: number;
}

export interface ComparisonServer {
  readonly device: DeviceName;
  /** Runs a load on this server to its end, optionally under another serving config. */
  run(settings: LoadSettings, pool: RequestRows, config?: ServingSpec): Promise<LoadReport>;
  request(row: ArrayLike<number>): Promise<Response>;
  /** Ends its workers; what is in flight rejects. */
  end(): void;
}

/**
 * Opens a comparison server. @throws Error with the reason when the device does not work here; the signal's reason
 * when it aborts
 */
export async function openComparisonServer(
  { open, baseUrl }: EngineParts,
  spec: ComparisonServerSettings,
  signal?: AbortSignal,
): Promise<ComparisonServer> {
  signal?.throwIfAborted();
  /**
   * Why the server can be used no more. A message to a dropped endpoint would make a new worker; one to a dead worker
   * gets no result.
   */
  let over: Error | undefined;
  const onDeath = (error: Error): void => {
    over ??= error;
    server.fail(error);
    load.fail(error);
    requestClient.fail(error);
  };
  const endpoints = {
    server: lazyEndpoint(() => open('server', onDeath)),
    load: loadPort(),
  };
  const server = connectCaller<ServerCalls, ServerEvents>(endpoints.server);
  const load = connectCaller<LoadCalls, LoadEvents>(endpoints.load);
  server.on('loadStopped', ({ message }) => onDeath(new Error(message)));
  let configured: ServingSpec | undefined;
  let clockStepMs = 0;
  const { device, serving, shape, step } = spec;
  const requestClient = openRequestClient(dataChannelOf(endpoints.server), () => device);

  function end(): void {
    onDeath(failed(failures.comparisonEnded()));
    endpoints.server.drop();
    endpoints.load.drop();
  }

  signal?.addEventListener('abort', end);
  try {
    const report = await server.call('start', { serving, prefer: device, baseUrl });
    if (report.name !== device) {
      throw failed(failures.comparisonDevice({ device }));
    }
    clockStepMs = await server.call('clockStep', undefined);
    const port = endpoints.load.renew();
    await Promise.all([server.call('connectCaller', {}), server.call('connectLoad', { port }, [port])]);
    // A copy, since two comparison servers may get the same network.
    const parameters = spec.parameters.slice();
    await server.call('setModel', { shape, parameters, step }, [parameters.buffer]);
    await server.call('configure', { serving });
    configured = serving;
  } catch (error) {
    end();
    throw error;
  } finally {
    signal?.removeEventListener('abort', end);
  }
  return {
    device,
    async run(settings, pool, config = serving) {
      if (over) throw over;
      if (config !== configured) await server.call('configure', { serving: config });
      configured = config;
      const { rows, inputs } = pool;
      const outputs = outputLayer(shape).units;
      return load.call('run', {
        settings,
        serving: config,
        pool: rows,
        inputs,
        outputs,
        device,
        clockStepMs,
      });
    },
    request: (row) => (over ? Promise.reject(over) : requestClient.request(row)),
    end,
  };
}
