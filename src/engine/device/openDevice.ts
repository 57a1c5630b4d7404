/**
 * Device selection: opens the first device that passes its self-test. Order: a hardware GPU, WebAssembly, a software GPU,
 * plain JavaScript. The result lists what was tried and why it was not taken.
 */
import { setBackend } from '@tensorflow/tfjs-core';
import { registerKernels } from '#engine/kernels/registerKernels.ts';
import type { DeviceName } from '#experiment/vocabulary.ts';
import { failed, reasonOf, type Failure, type FailureValues } from '#messages/Failure.ts';
import * as failures from '#messages/generated/deviceErrors.ts';
import type { DeviceReport } from '#protocol/DeviceReport.ts';
import type { Device, OpenedBackend } from './Device.ts';
import { adapterName, requestAdapter } from './requestAdapter.ts';
import { SELF_TEST_BOUND, selfTest, type DeviceUse } from './selfTest.ts';
import { withTimeLimit } from './withTimeLimit.ts';

export interface OpenDeviceOptions {
  /** Tried first; if it fails, the usual order follows. */
  readonly prefer?: DeviceName;
  /** Base of the wasm files' URLs: the page's own address. */
  readonly baseUrl: string;
  /** What the self-test covers; default `training`, which includes `inference`. */
  readonly use?: DeviceUse;
  /** Not tried, e.g. because it was just lost. */
  readonly without?: readonly DeviceName[];
  readonly signal?: AbortSignal;
}

export interface FoundDevice {
  readonly device: Device;
  readonly report: DeviceReport<Failure>;
  /** Every device tried, in order; the last one is the one in use. */
  readonly tried: readonly DeviceReport<Failure>[];
}

/** A device that was tried and does not work; `report` says why. */
export class DeviceError extends Error {
  readonly report: DeviceReport<Failure>;
  readonly code: string;
  readonly values: FailureValues;

  constructor(report: DeviceReport<Failure>, { text, code, values }: Failure) {
    super(text);
    this.name = 'DeviceError';
    this.report = report;
    this.code = code;
    this.values = values;
  }
}

/** A shader compiler may take long on a software adapter; beyond this it is taken to hang. */
const SELF_TEST_LIMIT_MS = 60_000;

const LABELS: Readonly<Record<DeviceName, string>> = {
  webgpu: 'WebGPU',
  wasm: 'WebAssembly',
  cpu: 'JavaScript',
};

async function openBackend(name: DeviceName, baseUrl: string, signal?: AbortSignal): Promise<OpenedBackend> {
  switch (name) {
    case 'webgpu': {
      // The adapter first: without one, the GPU code is not even fetched.
      const adapter = await requestAdapter(signal);
      const { openWebgpu } = await import('./openWebgpu.ts');
      return openWebgpu(adapter);
    }
    case 'wasm': {
      const { openWasm } = await import('./openWasm.ts');
      return openWasm(baseUrl, signal);
    }
    case 'cpu': {
      const { openCpu } = await import('./openCpu.ts');
      return openCpu();
    }
  }
}

/**
 * Opens this device and runs its self-test.
 * @throws DeviceError whose report says why it does not work, or the signal's reason.
 */
export async function openNamedDevice(
  name: DeviceName,
  { baseUrl, use = 'training', signal }: Pick<OpenDeviceOptions, 'baseUrl' | 'use' | 'signal'>,
): Promise<Device> {
  const startMs = performance.now();
  let facts: Partial<DeviceReport<Failure>> = {};
  try {
    const opened = await openBackend(name, baseUrl, signal);
    const { adapter, software, threads } = opened;
    facts = { adapter, software, ...(threads === undefined ? {} : { threads }) };
    const kernels = await registerKernels(name);
    const selfTestError = await withTimeLimit(
      Promise.race([selfTest(use), opened.lost.then((why) => Promise.reject(failed(why)))]),
      SELF_TEST_LIMIT_MS,
      failures.selfTestSlow({ seconds: SELF_TEST_LIMIT_MS / 1000 }),
      signal,
    );
    facts = { ...facts, selfTestError, warmUpMs: performance.now() - startMs };
    if (!(selfTestError <= SELF_TEST_BOUND)) {
      const off = selfTestError.toPrecision(2);
      throw failed(failures.selfTestWrong({ device: LABELS[name], off, allowed: SELF_TEST_BOUND }));
    }
    return {
      name,
      report: { name, works: true, ...facts },
      kernels,
      maxTensorBytes: opened.maxTensorBytes,
      lost: opened.lost,
      isLost: () => opened.isLost(),
      lose: () => opened.lose(),
      async makeCurrent() {
        await setBackend(name);
      },
    };
  } catch (error) {
    if (signal?.aborted) throw error;
    const reason = reasonOf(error);
    throw new DeviceError({ name, works: false, reason, ...facts }, reason);
  }
}

/**
 * Opens the first device that passes its self-test.
 * @throws if none does, or when the signal aborts.
 * @example
 * const { device, tried } = await openDevice({ prefer: 'webgpu', baseUrl: document.baseURI });
 */
export async function openDevice(options: OpenDeviceOptions): Promise<FoundDevice> {
  const { prefer, without = [], signal } = options;
  const tried: DeviceReport<Failure>[] = [];
  const order = await deviceOrder(prefer, tried, without, signal);
  for (const name of order) {
    try {
      const device = await openNamedDevice(name, options);
      return { device, report: device.report, tried: latestOfEach([...tried, device.report]) };
    } catch (error) {
      if (!(error instanceof DeviceError)) throw error;
      tried.push(error.report);
    }
  }
  const reasons = tried
    .map(({ name, reason: why }) =>
      why ? failures.reasonOf({ device: LABELS[name], why }) : failures.noReason({ device: LABELS[name] }),
    )
    .reduceRight((rest, first) => failures.several({ first, rest }));
  throw failed(failures.noneWorks({ reasons }));
}

/** One report per device: one that was set aside first and tried later is listed once, at its later position. */
function latestOfEach(reports: readonly DeviceReport<Failure>[]): DeviceReport<Failure>[] {
  return [...new Map(reports.toReversed().map((report) => [report.name, report])).values()].toReversed();
}

/** The order in which devices are tried, which depends on whether the GPU is hardware; a software GPU is listed in `tried` as set aside. */
async function deviceOrder(
  prefer: DeviceName | undefined,
  tried: DeviceReport<Failure>[],
  without: readonly DeviceName[],
  signal?: AbortSignal,
): Promise<DeviceName[]> {
  const order: DeviceName[] = [];
  if (prefer === 'webgpu') order.push('webgpu', 'wasm', 'cpu');
  else if (without.includes('webgpu')) order.push('wasm', 'cpu');
  else {
    try {
      const { info } = await requestAdapter(signal);
      order.push(
        ...(info.isFallbackAdapter
          ? (['wasm', 'webgpu', 'cpu'] as const)
          : (['webgpu', 'wasm', 'cpu'] as const)),
      );
      if (info.isFallbackAdapter) {
        tried.push({
          name: 'webgpu',
          works: false,
          setAside: true,
          adapter: adapterName(info),
          software: true,
          reason: failures.softwareGpu(),
        });
      }
    } catch (error) {
      if (signal?.aborted) throw error;
      tried.push({
        name: 'webgpu',
        works: false,
        reason: reasonOf(error),
      });
      order.push('wasm', 'cpu');
    }
  }
  const wanted = prefer ? [prefer, ...order.filter((name) => name !== prefer)] : order;
  return wanted.filter((name) => !without.includes(name));
}
