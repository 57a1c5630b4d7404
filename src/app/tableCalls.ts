/** Implementation of `fanout.importTable`: checks the options, reads in the worker, and makes the result the experiment's data. */
import type { Experiment } from '#experiment/experiment.ts';
import { defaultExperiment } from '#experiment/defaults.ts';
import { switchData } from '#experiment/withDataSet.ts';
import { failed } from '#messages/Failure.ts';
import * as failures from '#messages/generated/tableErrors.ts';
import { COLUMN_USES, MISSING_RULES, type TableOptions, type TableReport } from '#experiment/tableReading.ts';
import { importTable } from '#tables/importTable.ts';

export type ImportTable = (
  source: string | Blob,
  options?: TableOptions & { signal?: AbortSignal; onProgress?: (share: number) => void },
) => Promise<TableReport>;

interface TableCallParts {
  present(): Experiment;
  /** Opens an experiment and resolves when the engine has taken it. */
  bring(next: Experiment): Promise<void>;
}

export function createImportTable({ present, bring }: TableCallParts): ImportTable {
  return async (source, { signal, onProgress, ...options } = {}) => {
    checkOptions(options);
    const name = options.name ?? (source instanceof File ? source.name : 'table');
    const { table, report } = await importTable(source, { ...options, name }, { signal, onProgress });
    const { seed } = present().data;
    await bring(switchData(present(), { ...defaultExperiment('table', { table }).data, seed }));
    return report;
  };
}

function checkOptions({ columns = {}, task, missing, decimal }: TableOptions): void {
  const check = (name: string, value: string | undefined, options: readonly string[]): void => {
    if (value === undefined || options.includes(value)) return;
    throw failed(failures.badOption({ name, value, options: options.join(', ') }));
  };
  check('task', task, ['classes', 'values']);
  check('decimal', decimal, ['.', ',']);
  check('missing', missing, MISSING_RULES);
  for (const [name, use] of Object.entries(columns)) check(`columns.${name}`, use, COLUMN_USES);
}
