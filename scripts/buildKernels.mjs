/** Compiles the AssemblyScript kernels to wasm (plain SIMD and relaxed SIMD). */
