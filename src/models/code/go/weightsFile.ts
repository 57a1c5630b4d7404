/** `weights.bin`: float32 numbers, little endian whatever the machine: of each layer its kernel [inputs][units], then its bias. */
import type { ModelFile } from '../../ModelFormat.ts';
import type { ModelToExport } from '../../ModelToExport.ts';

export function weightsFile({ layers }: Pick<ModelToExport, 'layers'>): ModelFile {
  const count = layers.reduce((sum, { kernel, bias }) => sum + kernel.length + bias.length, 0);
  const view = new DataView(new ArrayBuffer(4 * count));
  let at = 0;
  for (const numbers of layers.flatMap(({ kernel, bias }) => [kernel, bias])) {
    for (const value of numbers) {
      view.setFloat32(at, value, true);
      at += 4;
    }
  }
  return { name: 'weights.bin', bytes: new Uint8Array(view.buffer) };
}
