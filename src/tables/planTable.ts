/** What each column of a table is used as: by the options, else by what it holds. */
import { failed, type Failure } from '#messages/Failure.ts';
import * as failures from '#messages/generated/tableErrors.ts';
import type { ColumnFacts, ColumnUse, TableOptions } from '#experiment/tableReading.ts';
import type { TableText } from './tableText.ts';
import { cutName } from './uniqueNames.ts';

export interface TablePlan {
  readonly uses: readonly ColumnUse[];
  readonly target: number;
  readonly task: 'classes' | 'values';
  /** Columns that are inputs. */
  readonly inputs: readonly number[];
  /** Why no table can be made so; null where one may. */
  readonly fault: Failure | null;
}

/** @throws Error with a sentence for a column that is not there */
export function planTable(
  { names }: TableText,
  facts: readonly ColumnFacts[],
  options: TableOptions,
): TablePlan {
  // A script may give the whole of a name that is cut here.
  const asked = new Map(Object.entries(options.columns ?? {}).map(([name, use]) => [cutName(name), use]));
  const askedTarget = options.target === undefined ? undefined : cutName(options.target);
  for (const name of [...asked.keys(), ...(askedTarget === undefined ? [] : [askedTarget])]) {
    if (!names.includes(name)) throw failed(failures.unknownColumn({ name, names: names.join(', ') }));
  }
  const wished = facts.map(({ name, guess }) => asked.get(name) ?? guess);
  const target = targetOf(names, wished, askedTarget);
  const name = names[target]!;
  const uses = wished.map((use, c) =>
    c === target && use === 'ignore' && asked.get(name) === undefined ? 'category' : use,
  );
  const isWords = uses[target] === 'category';
  const task = options.task ?? (isWords || facts[target]!.isFewWholes ? 'classes' : 'values');
  const inputs = names.map((_, c) => c).filter((c) => c !== target && uses[c] !== 'ignore');
  const fault =
    uses[target] === 'ignore'
      ? failures.targetIgnored({ name })
      : task === 'values' && isWords
        ? failures.targetNoNumber({ name })
        : inputs.length === 0
          ? names.length === 1
            ? failures.oneColumn()
            : failures.noInputs()
          : null;
  if (task === 'classes' && uses[target] === 'number') uses[target] = 'category';
  return { uses, target, task, inputs, fault };
}

/** The column asked for, or the last that is not left out. */
function targetOf(names: readonly string[], uses: readonly ColumnUse[], target: string | undefined): number {
  if (target !== undefined) return names.indexOf(target);
  const last = uses.findLastIndex((use) => use !== 'ignore');
  return last < 0 ? names.length - 1 : last;
}
