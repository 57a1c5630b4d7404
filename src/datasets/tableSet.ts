/** Makes a table from what only this table knows. Tables have no noise: their values were measured. */
import type { TableSet } from './DataSet.ts';

type TableSettings<Name extends string> = Pick<
  TableSet<Name>,
  'name' | 'label' | 'about' | 'task' | 'classes' | 'columns' | 'samples' | 'start' | 'rows' | 'thumb'
>;

export function tableSet<const Name extends string>(settings: TableSettings<Name>): TableSet<Name> {
  return { ...settings, kind: 'table', group: 'Tables', hasNoise: false, noise: null };
}
