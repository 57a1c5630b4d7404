/** How the choices over the columns change the options by which a table is read. */
import type { ColumnFacts, ColumnUse, TableLook, TableOptions } from '#experiment/tableReading.ts';

export type ColumnRole = 'input' | 'target' | 'ignore';
export type ColumnType = 'number' | 'category';

/** Names by which people call what is to be predicted. */
const TARGET_NAMES = /^(class|label|target|y|species|outcome|diagnosis|output|result)$/i;
/** A column that is used although it was not guessed to be of any use: of numbers where most of it are. */
const NUMBER_SHARE = 0.5;

/** The first choice: a column that is called like a target, where one is. */
export function firstOptions(options: TableOptions, { columns }: TableLook): TableOptions {
  if (options.target !== undefined) return options;
  const named = columns.find(({ name, guess }) => TARGET_NAMES.test(name) && guess !== 'ignore');
  return named ? { ...options, target: named.name } : options;
}

/**
 * What is known of the table, with these options in it: shown at once, and what the next choice starts from, while the table is still
 * looked at with them. What the columns hold, and the outcome, stay as they were.
 */
export function expectedLook(look: TableLook, options: TableOptions): TableLook {
  const { separator, decimal, header, columns, uses, task } = look;
  const named = columns.findIndex(({ name }) => name === options.target);
  const target = named < 0 ? look.target : named;
  const expected = uses.map((use, c) => options.columns?.[columns[c]!.name] ?? use);
  const isOfNumbers = expected[target] === 'number' && !columns[target]!.isFewWholes;
  return {
    ...look,
    separator: options.separator ?? separator,
    decimal: options.decimal ?? decimal,
    header: options.header ?? header,
    uses: expected,
    target,
    // Of another target without a task it is found anew.
    task: options.task ?? (target === look.target ? task : isOfNumbers ? 'values' : 'classes'),
  };
}

export function roleOf({ uses, target }: TableLook, c: number): ColumnRole {
  return c === target ? 'target' : uses[c] === 'ignore' ? 'ignore' : 'input';
}

export function typeOf({ uses, target, task, columns }: TableLook, c: number): ColumnType {
  if (c === target) return task === 'classes' ? 'category' : 'number';
  const use = uses[c]!;
  return use === 'ignore' ? likelyType(columns[c]!) : use;
}

export function withRole(options: TableOptions, look: TableLook, c: number, role: ColumnRole): TableOptions {
  const { name } = look.columns[c]!;
  const was = roleOf(look, c);
  if (role === was) return options;
  const use: ColumnUse = role === 'ignore' ? 'ignore' : typeOf(look, c);
  const next = { ...options, columns: { ...options.columns, [name]: use } };
  if (role === 'target') {
    // The old target becomes an input, of the type that it has.
    const old = look.columns[look.target]!;
    const columns = { ...next.columns, [old.name]: typeOf(look, look.target), [name]: use };
    return { ...withoutTask(next), columns, target: name };
  }
  if (was !== 'target') return next;
  const other = look.uses.findLastIndex((each, i) => i !== c && each !== 'ignore');
  return other < 0 ? options : { ...withoutTask(next), target: look.columns[other]!.name };
}

export function withType(options: TableOptions, look: TableLook, c: number, type: ColumnType): TableOptions {
  const { name } = look.columns[c]!;
  const next = { ...options, columns: { ...options.columns, [name]: type } };
  return c === look.target ? { ...next, task: type === 'category' ? 'classes' : 'values' } : next;
}

/** Another separator or header makes other columns: what was said of the old ones does not hold for them. */
export function withForm(
  options: TableOptions,
  form: Pick<TableOptions, 'separator' | 'header' | 'decimal'>,
): TableOptions {
  if (form.decimal !== undefined) return { ...options, ...form };
  const { target: _target, task: _task, columns: _columns, ...rest } = options;
  return { ...rest, ...form };
}

function withoutTask(options: TableOptions): TableOptions {
  const { task: _task, ...rest } = options;
  return rest;
}

const likelyType = ({ guess, numbers, present }: ColumnFacts): ColumnType =>
  guess === 'ignore' ? (numbers > NUMBER_SHARE * present ? 'number' : 'category') : guess;
