/**
 * WebAssembly on one thread, with SIMD where the browser has it. Threads stay off: tfjs's threaded build gains little,
 * needs cross-origin isolation and hangs when minified. Only the binary with SIMD is fetched, and the plain one if that fails:
 * our own kernels have their own module.
 */
import { env, setBackend } from '@tensorflow/tfjs-core';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm/dist/base';
import plainUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simdUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import { fetchAgain } from '#data/fetchAgain.ts';
import { failed } from '#messages/Failure.ts';
import * as failures from '#messages/generated/deviceErrors.ts';
import type { OpenedBackend } from './Device.ts';
import { withTimeLimit } from './withTimeLimit.ts';

/** A slow connection loads 400 kB within this; a longer start is taken to hang. */
const LIMIT_MS = 45_000;
/** A wasm heap is limited to 4 GB; half of it leaves memory for results. */
const MAX_TENSOR_BYTES = 2 ** 31;

let isConfigured = false;

export async function openWasm(baseUrl: string, signal?: AbortSignal): Promise<OpenedBackend> {
  const hasSimd = await env().getAsync('WASM_HAS_SIMD_SUPPORT');
  if (!isConfigured) {
    // Fetched before tfjs does: tfjs accepts no new paths once its binary has failed, and this one is then cached.
    const binary = await firstThatLoads(
      (hasSimd ? [simdUrl, plainUrl] : [plainUrl]).map((url) => new URL(url, baseUrl).href),
      signal,
    );
    isConfigured = true;
    env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
    setWasmPaths({
      'tfjs-backend-wasm.wasm': binary,
      'tfjs-backend-wasm-simd.wasm': binary,
      // The map must have all three; with threads off this one is never fetched.
      'tfjs-backend-wasm-threaded-simd.wasm': binary,
    });
  }
  const slow = failures.wasmSlow({ seconds: LIMIT_MS / 1000 });
  const started = await withTimeLimit(setBackend('wasm'), LIMIT_MS, slow, signal);
  if (!started) throw failed(failures.wasmNotStarted());
  return {
    adapter: hasSimd ? failures.simd() : failures.noSimd(),
    software: true,
    threads: 1,
    maxTensorBytes: MAX_TENSOR_BYTES,
    lost: new Promise(() => undefined),
    isLost: () => false,
    lose: () => undefined,
  };
}

async function firstThatLoads(urls: readonly string[], signal?: AbortSignal): Promise<string> {
  for (const url of urls) {
    try {
      const response = await fetchAgain(url, signal ? { signal } : {});
      if (response.ok && WebAssembly.validate(await response.arrayBuffer())) return url;
    } catch {
      signal?.throwIfAborted();
    }
  }
  throw failed(failures.wasmNotLoaded());
}
