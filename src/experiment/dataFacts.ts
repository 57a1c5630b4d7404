/**
 * What the data of an experiment are: task, classes, columns, number of samples. Of a given set they stand in its own file; of
 * somebody's own data they follow from the experiment. The only way from `data` to facts.
 */
import type { DataSet } from '#datasets/DataSet.ts';
import { DATA_SETS, isOwnSet, type OwnSetName } from '#datasets/registry.ts';
import type { DataSpec } from './experiment.ts';
import { drawnCount, drawnPoints } from './drawnPoints.ts';
import { formulaFacts } from './formulaData.ts';
import { DEFAULT_TABLE, tableFacts } from './tableData.ts';
import { drawnSet } from '#datasets/own/drawnSet.ts';

/** What facts follow from. */
export type DataSource = Pick<DataSpec, 'set' | OwnSetName>;

/** Facts of own data, which are asked for often: an experiment is never changed, only replaced. */
const known = new WeakMap<object, DataSet>();

/**
 * @param data of a valid Experiment
 * @example factsOf(experiment.data).classes.length
 */
export function factsOf(data: DataSource): DataSet {
  if (!isOwnSet(data.set)) return DATA_SETS[data.set];
  const facts = known.get(data) ?? ownFacts(data);
  known.set(data, facts);
  return facts;
}

function ownFacts({
  set,
  drawn = DEFAULT_DRAWN,
  formula = DEFAULT_FORMULA,
  table = DEFAULT_TABLE,
}: DataSource): DataSet {
  if (set === 'formula') return formulaFacts(formula);
  if (set === 'table') return tableFacts(table);
  return drawnSet({ ...drawn, count: drawnCount(drawn), points: () => drawnPoints(drawn) });
}

/** What an own set opens with where the experiment says nothing of it. */
export const DEFAULT_DRAWN: NonNullable<DataSpec['drawn']> = { labels: 'classes', classes: 2, points: '' };
export const DEFAULT_FORMULA: NonNullable<DataSpec['formula']> = { text: '2*sin(x1)', labels: 'classes' };
