/** `golden.json`: ten raw rows and the answers to them, so that whoever receives a model can test that it answers alike. */
import type { ModelFile } from './ModelFormat.ts';
import type { ModelToExport } from './ModelToExport.ts';

/** Largest |a − b| / max(1, |b|) that engines in single precision are held to. */
export const TOLERANCE = 2e-6;

export function goldenFile({ name, columns, inputs, output, golden, link }: ModelToExport): ModelFile {
  const value = {
    model: name,
    columns: columns.map((column) => column.name),
    inputNames: inputs.map((input) => input.name),
    ...(output.kind === 'classes' ? { classes: output.labels } : {}),
    tolerance: TOLERANCE,
    rows: golden.rows,
    inputs: golden.inputs,
    outputs: golden.outputs,
    ...(link === null ? {} : { experiment: link }),
  };
  return { name: 'golden.json', text: `${JSON.stringify(value)}\n` };
}
