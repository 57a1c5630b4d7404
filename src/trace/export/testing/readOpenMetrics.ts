/**
 * A strict reader of OpenMetrics 1.0 text, for the types that are written here. Throws at whatever a strict parser may
 * refuse: metadata out of order or twice, families interleaved, wrong suffixes, units that are no suffix of the name,
 * buckets that are not cumulative or not in canonical form, exemplars out of their bucket or too long, a missing end.
 */
export interface Family {
  readonly name: string;
  readonly type: string;
  unit: string;
  help: string;
  readonly samples: Sample[];
}

export interface Sample {
  readonly name: string;
  readonly labels: ReadonlyMap<string, string>;
  readonly value: number;
  readonly exemplar: {
    readonly labels: ReadonlyMap<string, string>;
    readonly value: number;
    readonly at: number;
  } | null;
}

const NAME = '[a-zA-Z_:][a-zA-Z0-9_:]*';
const NUMBER = String.raw`[-+]?(?:\d+(?:\.\d*)?(?:[eE][-+]?\d+)?|Inf)|NaN`;
const LABELS = String.raw`\{((?:[a-zA-Z_]\w*="(?:[^"\\\n]|\\[\\"n])*",?)*)\}`;
const SAMPLE = new RegExp(
  `^(${NAME})(?:${LABELS})? (${NUMBER})(?: # ${LABELS} (${NUMBER})(?: (${NUMBER}))?)?$`,
);
const SUFFIXES: Readonly<Record<string, readonly string[]>> = {
  counter: ['_total'],
  gauge: [''],
  info: ['_info'],
  histogram: ['_bucket', '_sum', '_count'],
};

export function readOpenMetrics(text: string): Family[] {
  if (!text.endsWith('\n# EOF\n')) throw new Error('The text does not end with "# EOF" and a line end.');
  const families = new Map<string, Family>();
  let open: Family | null = null;
  for (const line of text.slice(0, -'# EOF\n'.length).trimEnd().split('\n')) {
    const meta = /^# (TYPE|UNIT|HELP) (\S+) (.+)$/.exec(line);
    if (meta) open = readMeta(families, open, meta[1] ?? '', meta[2] ?? '', meta[3] ?? '');
    else if (open) open.samples.push(readSample(open, line));
    else throw new Error(`A sample without a family: ${line}`);
  }
  for (const family of families.values()) if (family.type === 'histogram') checkHistogram(family);
  return [...families.values()];
}

function readMeta(
  families: Map<string, Family>,
  open: Family | null,
  kind: string,
  name: string,
  words: string,
): Family {
  if (kind === 'TYPE') {
    if (families.has(name)) throw new Error(`The family ${name} begins twice.`);
    if (!SUFFIXES[words]) throw new Error(`${name} has the type ${words}.`);
    if (words === 'counter' && name.endsWith('_total'))
      throw new Error(`The family ${name} carries its suffix.`);
    const family = { name, type: words, unit: '', help: '', samples: [] };
    families.set(name, family);
    return family;
  }
  if (open?.name !== name || open.samples.length > 0)
    throw new Error(`${kind} of ${name} is out of its place.`);
  if (kind === 'UNIT') {
    if (open.help !== '' || open.unit !== '') throw new Error(`UNIT of ${name} comes after HELP or twice.`);
    if (!name.endsWith(`_${words}`)) throw new Error(`The unit ${words} is no suffix of ${name}.`);
    open.unit = words;
  } else {
    if (open.help !== '') throw new Error(`HELP of ${name} comes twice.`);
    open.help = words;
  }
  return open;
}

function readSample(family: Family, line: string): Sample {
  const parts = SAMPLE.exec(line);
  if (!parts) throw new Error(`No sample: ${line}`);
  const [, name = '', labels = '', value = '', exemplarLabels, exemplarValue = '', exemplarAt = ''] = parts;
  if (!SUFFIXES[family.type]?.some((suffix) => name === family.name + suffix)) {
    throw new Error(`${name} does not belong to the ${family.type} ${family.name}.`);
  }
  const exemplar =
    exemplarLabels === undefined
      ? null
      : { labels: readLabels(exemplarLabels), value: Number(exemplarValue), at: Number(exemplarAt) };
  if (exemplar) {
    const length = [...exemplar.labels].join('').length;
    if (length > 128) throw new Error(`An exemplar of ${length} characters: ${line}`);
    if (!name.endsWith('_bucket') && !name.endsWith('_total')) throw new Error(`An exemplar on ${name}.`);
  }
  return { name, labels: readLabels(labels), value: numberOf(value), exemplar };
}

function readLabels(text: string): Map<string, string> {
  const labels = new Map<string, string>();
  for (const [, name = '', value = ''] of text.matchAll(/([a-zA-Z_]\w*)="((?:[^"\\\n]|\\.)*)"/g)) {
    if (labels.has(name)) throw new Error(`The label ${name} stands twice.`);
    labels.set(name, value);
  }
  return labels;
}

const numberOf = (text: string): number => Number(text.replace('Inf', 'Infinity'));

function checkHistogram({ name, samples }: Family): void {
  const groups = new Map<string, Sample[]>();
  for (const sample of samples) {
    const key = [...sample.labels].filter(([label]) => label !== 'le').join(';');
    groups.set(key, [...(groups.get(key) ?? []), sample]);
  }
  for (const group of groups.values()) {
    const buckets = group.filter((sample) => sample.name === `${name}_bucket`);
    const one = (suffix: string): number => {
      const found = group.filter((sample) => sample.name === name + suffix);
      if (found.length !== 1) throw new Error(`${name} has ${found.length} samples ${suffix}.`);
      return found[0]?.value ?? NaN;
    };
    one('_sum');
    let [limit, held] = [-Infinity, 0];
    for (const { labels, value, exemplar } of buckets) {
      const le = labels.get('le') ?? '';
      if (!/^(\d+\.\d+|\+Inf)$/.test(le)) throw new Error(`${name} has the bound ${le}.`);
      if (numberOf(le) <= limit || value < held) throw new Error(`${name} is not cumulative at ${le}.`);
      if (exemplar && !(exemplar.value > limit && exemplar.value <= numberOf(le)) && exemplar.value !== 0) {
        throw new Error(`An exemplar of ${exemplar.value} in the bucket up to ${le} of ${name}.`);
      }
      [limit, held] = [numberOf(le), value];
    }
    if (limit !== Infinity || held !== one('_count'))
      throw new Error(`${name} does not end at +Inf with its count.`);
  }
}
