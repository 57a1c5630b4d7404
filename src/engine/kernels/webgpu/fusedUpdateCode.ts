/** WGSL of the fused trainer's update: gradient, clipping and the optimiser's rule, each invocation on its share of the parameters. */
import type { Clipping } from '#nn/clipping.ts';
import type { FusedLayout } from './fusedLayout.ts';
import { clippedGradient } from './hyperparametersCode.ts';

/** What the text of the shader depends on. */
export interface Variant {
  readonly layout: FusedLayout;
  readonly slots: number;
  readonly dropsOut: boolean;
  readonly clipping: Clipping;
}

/** Each invocation's share of the parameters: gradient over the samples in flight, then the optimiser's rule. */
export function updateCode({ layout, slots, clipping }: Variant): string {
  const inMemory = layout.slotsFit;
  const slot = (n: number): string =>
    n > slots
      ? '0.0'
      : inMemory
        ? `mem[${n}u * call.parameters + p]`
        : `state[stateOffset + ${n}u * call.parameters + p]`;
  const stores = Array.from({ length: slots }, (_, n) => `${slot(n + 1)} = next[${n + 1}];`).join(
    '\n          ',
  );
  const isKernel = '(rows >> 31u) == 1u';
  const updateBy = (
    g: string,
  ): string => `let next = updated(mem[p], ${g}, ${slot(1)}, ${slot(2)}, ${isKernel}, moment);
          mem[p] = next.x;
          ${stores}`;
  const whole = clippedGradient(clipping, 'mem[p]', 'g', isKernel);
  if (clipping === 'norm')
    return updateByNorm(layout, whole, updateBy('mem[call.gradientOffset + p] * factor'));
  const update = updateBy(whole);
  return `
      for (var p = invocation; p < call.parameters; p += ${layout.workgroupSize}u) {
        let rows = gradientTable[p];
        var a = rows & 0xffffu;
        var d = (rows >> 16u) & 0x7fffu;
        var g = 0.0;
        for (var n = 0u; n < chunkSize; n++) { g += mem[a + n] * mem[d + n]; }
        ${
          layout.chunked
            ? `if (done > 0u) { g += mem[call.gradientOffset + p]; }
        if (done + chunkSize < size) { mem[call.gradientOffset + p] = g; } else {
          ${update}
        }`
            : update
        }
      }`;
}

/**
 * The same with clipping by norm, which is known only after the whole gradient: behind the last chunk of samples the
 * invocations add up their squares, then all of them add up these sums, each for itself.
 */
function updateByNorm({ workgroupSize }: FusedLayout, whole: string, update: string): string {
  return `
      let isWhole = done + chunkSize == size;
      var squares = 0.0;
      for (var p = invocation; p < call.parameters; p += ${workgroupSize}u) {
        let rows = gradientTable[p];
        var a = rows & 0xffffu;
        var d = (rows >> 16u) & 0x7fffu;
        var g = 0.0;
        for (var n = 0u; n < chunkSize; n++) { g += mem[a + n] * mem[d + n]; }
        if (done > 0u) { g += mem[call.gradientOffset + p]; }
        if (isWhole) {
          g = ${whole};
          squares += square(g);
        }
        mem[call.gradientOffset + p] = g;
      }
      if (isWhole) {
        // The sums of losses, which are in the same place, have been read.
        workgroupBarrier();
        mem[call.partialsOffset + invocation] = squares;
        workgroupBarrier();
        var total = 0.0;
        for (var n = 0u; n < ${workgroupSize}u; n++) { total += mem[call.partialsOffset + n]; }
        let factor = clipFactor(total);
        for (var p = invocation; p < call.parameters; p += ${workgroupSize}u) {
          let rows = gradientTable[p];
          ${update}
        }
      }`;
}
