/** The present samples as CSV (RFC 4180), so that they can be taken elsewhere and brought back. */
import { factsOf } from '#experiment/dataFacts.ts';
import type { Experiment } from '#experiment/experiment.ts';
import { failed } from '#messages/Failure.ts';
import { imagesMakeNoCsv } from '#messages/generated/dataErrors.ts';
import type { PreparedData, Split } from './PreparedData.ts';
import { shortFloat } from './shortFloat.ts';

/** A spreadsheet would run a text cell that begins with one of these (CWE-1236). */
const RUNS = /^[=+\-@\t\r]/;

/**
 * A text as a cell: an apostrophe before what a spreadsheet would take for a formula, in quotes where it has to be. Numbers need
 * none of this.
 */
export function csvText(text: string): string {
  const safe = RUNS.test(text) && Number.isNaN(Number(text.replace('−', '-'))) ? `'${text}` : text;
  return /[",;\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** @throws Error for images */
export function samplesCsv({ data }: Pick<Experiment, 'data'>, prepared: PreparedData): string {
  const facts = factsOf(data);
  if (facts.kind === 'image') throw failed(imagesMakeNoCsv());
  const { columns } = facts;
  const head = [...columns, prepared.classes.length > 0 ? 'class' : 'value', 'part'].map(csvText).join(',');
  const lines = [head, ...rowsOf(prepared, 'train'), ...rowsOf(prepared, 'test')];
  return `${lines.join('\r\n')}\r\n`;

  function rowsOf({ classes }: PreparedData, part: 'train' | 'test'): string[] {
    const { count, raw, labels }: Split = prepared[part];
    const width = columns.length;
    return Array.from({ length: count }, (_, row) => {
      const values = Array.from({ length: width }, (_each, column) => shortFloat(raw[row * width + column]!));
      const label = labels[row]!;
      const last = classes.length > 0 ? csvText(classes[label] ?? '') : shortFloat(label);
      return [...values, last, part].join(',');
    });
  }
}
