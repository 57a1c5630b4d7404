/**
 * WebAssembly on one thread, with SIMD where the browser has it. Threads stay off: tfjs's threaded build gains little,
 * wants cross-origin isolation and hangs for ever when minified. Of the two binaries only the fitting one is fetched.
 */
import { env, setBackend } from '@tensorflow/tfjs-core';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm/dist/base';
import plainUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simdUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import type { OpenedBackend } from './Device.ts';
import { withTimeLimit } from './withTimeLimit.ts';

/** A slow line still gets 400 kB within this; longer means that the start hangs. */
const LIMIT_MS = 45_000;
/** A wasm heap ends at 4 GB; half of it leaves room for results. */
const MAX_TENSOR_BYTES = 2 ** 31;

let isConfigured = false;

export async function openWasm(baseUrl: string, signal?: AbortSignal): Promise<OpenedBackend> {
  if (!isConfigured) {
    isConfigured = true; // tfjs refuses new paths once its binary has been asked for
    env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
    const simd = new URL(simdUrl, baseUrl).href;
    setWasmPaths({
      'tfjs-backend-wasm.wasm': new URL(plainUrl, baseUrl).href,
      'tfjs-backend-wasm-simd.wasm': simd,
      // The map must name all three; with threads off this one is never asked for.
      'tfjs-backend-wasm-threaded-simd.wasm': simd,
    });
  }
  const hasSimd = await env().getAsync('WASM_HAS_SIMD_SUPPORT');
  const message = `WebAssembly did not start within ${LIMIT_MS / 1000} s.`;
  const started = await withTimeLimit(setBackend('wasm'), LIMIT_MS, message, signal);
  if (!started)
    throw new Error('WebAssembly could not be started: its file did not load or is not allowed here.');
  return {
    adapter: hasSimd ? 'SIMD, one thread' : 'no SIMD',
    software: true,
    threads: 1,
    maxTensorBytes: MAX_TENSOR_BYTES,
    lost: new Promise(() => undefined),
    isLost: () => false,
    lose: () => undefined,
  };
}
