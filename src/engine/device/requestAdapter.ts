/** Requests a GPU adapter, with a timeout and a readable reason when there is none. */
import { failed, type Failure } from '#messages/Failure.ts';
import * as failures from '#messages/generated/deviceErrors.ts';
import { withTimeLimit } from './withTimeLimit.ts';

/** Some drivers need a second or two on the first request after boot; some never respond. */
const LIMIT_MS = 5_000;

/** @throws with a readable reason when WebGPU is absent, has no adapter or does not respond. */
export async function requestAdapter(signal?: AbortSignal): Promise<GPUAdapter> {
  const gpu = (navigator as Partial<Navigator>).gpu;
  if (!gpu) {
    throw failed(isSecureContext ? failures.noWebgpu() : failures.notSecure());
  }
  const adapter = await withTimeLimit(
    gpu.requestAdapter({ powerPreference: 'high-performance' }),
    LIMIT_MS,
    failures.adapterSilent({ seconds: LIMIT_MS / 1000 }),
    signal,
  );
  if (!adapter) throw failed(failures.noAdapter());
  return adapter;
}

/** Vendor and architecture, as far as the browser reports them. */
export function adapterName(info: GPUAdapterInfo): Failure | string {
  const name = [info.vendor, info.architecture || info.description].filter(Boolean).join(' ');
  return name || failures.unnamedAdapter();
}
