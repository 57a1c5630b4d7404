/** Requests a GPU adapter, with a timeout and a readable reason when there is none. */
import { withTimeLimit } from './withTimeLimit.ts';

/** Some drivers need a second or two on the first request after boot; some never respond. */
const LIMIT_MS = 5_000;

/** @throws with a readable reason when WebGPU is absent, has no adapter or does not respond. */
export async function requestAdapter(signal?: AbortSignal): Promise<GPUAdapter> {
  const gpu = (navigator as Partial<Navigator>).gpu;
  if (!gpu) {
    throw new Error(
      isSecureContext
        ? 'This browser has no WebGPU, or it is switched off.'
        : 'Browsers offer WebGPU on secure pages only: open this page by https, or from localhost.',
    );
  }
  const adapter = await withTimeLimit(
    gpu.requestAdapter({ powerPreference: 'high-performance' }),
    LIMIT_MS,
    `The browser did not answer within ${LIMIT_MS / 1000} s when asked for a GPU.`,
    signal,
  );
  if (!adapter) throw new Error('The browser has WebGPU but found no GPU it would use.');
  return adapter;
}

/** Vendor and architecture, as far as the browser reports them. */
export function adapterName(info: GPUAdapterInfo): string {
  return [info.vendor, info.architecture || info.description].filter(Boolean).join(' ') || 'unnamed adapter';
}
