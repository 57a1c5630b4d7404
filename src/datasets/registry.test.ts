/** Each data set is whole: what is missing is said in a sentence. Read docs/adding.md to add one. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { LIMITS } from '#experiment/limits.ts';
import { createRandom } from '#nn/Random.ts';
import type { DataSet, ImageSet, PlaneSet, TableSet } from './DataSet.ts';
import { PLANE_RADIUS } from './Points.ts';
import { DATA_SETS } from './registry.ts';

const SETS_FOLDER = join(import.meta.dirname, 'sets');
const files = readdirSync(SETS_FOLDER);
const all = Object.values(DATA_SETS);

/** @returns sentences that say what to write in the file of this set */
function faultsOf(set: DataSet): string[] {
  const faults: string[] = [];
  const must = (holds: boolean, sentence: string): void => {
    if (!holds) faults.push(`${set.name}: ${sentence}`);
  };
  const { name, label, about, classes, columns, samples, task, start } = set;
  must(/^[a-z][a-z0-9-]*$/.test(name), '`name` is lower-case letters, digits and hyphens: links hold it.');
  must(label.length > 0 && label.length <= 10, '`label` is 1 to 10 characters: it stands under a picture.');
  must(about.endsWith('.'), '`about` is a sentence or two for the reader, with a full stop.');
  must(
    { binary: classes.length === 2, multiclass: classes.length > 2, regression: classes.length === 0 }[task],
    `\`classes\` has two names for binary, more for multiclass, none for regression; task is ${task}.`,
  );
  must(
    samples.min >= LIMITS.samples.min && samples.max <= LIMITS.samples.max,
    `\`samples\` is within ${LIMITS.samples.min} to ${LIMITS.samples.max} (LIMITS.samples).`,
  );
  must(
    samples.default >= samples.min && samples.default <= samples.max,
    '`samples.default` is within its own `min` and `max`.',
  );
  must(start.batchSize > 0 && start.trainShare > 0, '`start` has a batch size and a share that trains.');
  must(set.hasNoise || start.noise === 0, '`start.noise` is 0 where the set has no noise.');
  if (set.kind === 'plane') faults.push(...planeFaults(set));
  if (set.kind === 'table') faults.push(...tableFaults(set));
  if (set.kind === 'image') faults.push(...imageFaults(set));
  must(new Set(columns).size === columns.length, '`columns` names no column twice.');
  return faults;
}

function planeFaults({ name, classes, task, generate }: PlaneSet): string[] {
  const points = generate(200, 0, createRandom(1, 1));
  const faults: string[] = [];
  if (points.length !== 200)
    faults.push(
      `${name}: \`generate\` gives as many points as it is asked for; of 200 it gave ${points.length}.`,
    );
  if (points.some((point) => Math.abs(point[0]) > PLANE_RADIUS || Math.abs(point[1]) > PLANE_RADIUS))
    faults.push(
      `${name}: \`generate\` keeps points within ±${PLANE_RADIUS}; \`insidePlane\` of Points.ts helps.`,
    );
  const labels = new Set(points.map(([, , label]) => label));
  if (task !== 'regression' && classes.some((_, index) => !labels.has(index)))
    faults.push(`${name}: \`generate\` labels points with each class index from 0 to ${classes.length - 1}.`);
  return faults;
}

function tableFaults({ name, rows: text, columns, classes, samples, thumb }: TableSet): string[] {
  const rows = text
    .trim()
    .split(/\s+/)
    .map((row) => row.split(',').map(Number));
  const faults: string[] = [];
  if (rows.some((row) => row.length !== columns.length + 1 || !row.every(Number.isFinite)))
    faults.push(
      `${name}: each of \`rows\` holds ${columns.length} numbers and the label, with commas between.`,
    );
  if (classes.length > 0 && rows.some((row) => classes[row.at(-1) ?? -1] === undefined))
    faults.push(`${name}: the last number of each row is a class index from 0 to ${classes.length - 1}.`);
  if (samples.max !== rows.length)
    faults.push(`${name}: \`samples.max\` is the number of rows, ${rows.length}.`);
  if (thumb.columns.some((column) => columns[column] === undefined))
    faults.push(`${name}: \`thumb.columns\` are two indexes into \`columns\`.`);
  return faults;
}

function imageFaults({ name, folder, parts, samples, thumb }: ImageSet): string[] {
  const faults: string[] = [];
  if (!folder.endsWith('/')) faults.push(`${name}: \`folder\` ends with a slash.`);
  if (parts.train + parts.test !== samples.max)
    faults.push(`${name}: \`samples.max\` is the sum of \`parts\`, ${parts.train + parts.test}.`);
  if (thumb.strokes.length === 0) faults.push(`${name}: \`thumb.strokes\` has at least one SVG path.`);
  return faults;
}

test.each(all)('$name is whole', (set) => {
  expect(faultsOf(set)).toEqual([]);
});

test('the checks find what is wrong', () => {
  const [plane, table] = [DATA_SETS.circle as PlaneSet, DATA_SETS.iris as TableSet];
  const generate: PlaneSet['generate'] = () => [[7, 0, 0]];
  expect(faultsOf({ ...plane, label: '', about: 'No stop', generate })).toHaveLength(5);
  expect(faultsOf({ ...table, rows: '1,2,3,4,9' })).toHaveLength(2);
});

test('every file of sets/ is in the list', () => {
  const list = readFileSync(join(import.meta.dirname, 'registry.ts'), 'utf8');
  const missing = files.filter((file) => !list.includes(`'./sets/${file}'`));
  expect(missing, 'Import these in src/datasets/registry.ts and add them to MEMBERS').toEqual([]);
  expect(all, 'Each file of src/datasets/sets/ exports one set, and MEMBERS names each once').toHaveLength(
    files.length,
  );
});

test('no two sets have one name or one label', () => {
  const words = all.flatMap(({ name, label }) => [...new Set([name, label.toLowerCase()])]);
  expect(words.filter((word, i) => words.indexOf(word) < i)).toEqual([]);
});
