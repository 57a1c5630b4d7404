/** Instantiates the compiled kernels, and detects relaxed SIMD, which selects one of the two builds. */
import type { DenseExports } from './KernelMemory.ts';

/**
 * The smallest module that needs relaxed SIMD: one function of type (v128, v128, v128) → v128 whose body is
 * `f32x4.relaxed_madd` (0xfd 0x105). An engine without the instruction rejects it.
 */
// prettier-ignore
const RELAXED_PROBE = Uint8Array.of(
  0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00, // magic, version
  0x01, 0x08, 0x01, 0x60, 0x03, 0x7b, 0x7b, 0x7b, 0x01, 0x7b, // type
  0x03, 0x02, 0x01, 0x00, // function
  0x0a, 0x0d, 0x01, 0x0b, 0x00, 0x20, 0x00, 0x20, 0x01, 0x20, 0x02, 0xfd, 0x85, 0x02, 0x0b, // code
);

export function hasRelaxedSimd(): boolean {
  return WebAssembly.validate(RELAXED_PROBE);
}

export async function instantiateKernels(bytes: BufferSource): Promise<DenseExports> {
  const { instance } = await WebAssembly.instantiate(bytes, {});
  return instance.exports as unknown as DenseExports;
}

/** Compiles and instantiates synchronously. */
export function recompileKernels(bytes: BufferSource): DenseExports {
  return new WebAssembly.Instance(new WebAssembly.Module(bytes), {}).exports as unknown as DenseExports;
}
