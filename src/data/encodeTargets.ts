/** Labels in, targets out: a class index becomes what the loss compares the output with (`spec/output.ts`). */
import type { OutputShape } from '../spec/output.ts';

/** @returns [n, units]: ±1 or 0/1, the class's own unit being the high one; a lone unit is high for class 1. */
export function encodeTargets(labels: Float32Array, { units, coding }: OutputShape): Float32Array {
  if (coding === 'value') return labels.slice();
  const low = coding === 'signed' ? -1 : 0;
  if (units === 1) return labels.map((label) => (label === 1 ? 1 : low));
  const targets = new Float32Array(labels.length * units).fill(low);
  labels.forEach((label, i) => (targets[i * units + label] = 1));
  return targets;
}
