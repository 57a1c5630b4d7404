/** What an edit has changed, as text for screen readers. */
import { DATA_SETS } from '#datasets/registry.ts';
import type { Experiment } from '#experiment/experiment.ts';
import { ACTIVATION_WORDS } from '#scene/labels.ts';

/** Changes whose effect is away from their control; empty for all others. */
export function structureText(before: Experiment, now: Experiment): string {
  const texts: string[] = [];
  if (now.data.set !== before.data.set) texts.push(setText(now));
  const [was, is] = [before.network.hidden, now.network.hidden];
  if (is.length !== was.length) {
    texts.push(`${is.length > was.length ? 'Layer added' : 'Layer removed'}: ${layersText(now)}.`);
  } else {
    const changed = is.findIndex(({ units }, layer) => units !== was[layer]?.units);
    if (changed >= 0) texts.push(`Hidden ${changed + 1}: ${unitsText(is[changed]?.units ?? 0)}.`);
  }
  return texts.join(' ');
}

/** Any change, at least by the part of the experiment it is in: for undo and redo. */
export function anyChangeText(before: Experiment, now: Experiment): string {
  const structure = structureText(before, now);
  if (structure !== '') return structure;
  const layer = now.network.hidden.findIndex(
    ({ activation }, i) => activation !== before.network.hidden[i]?.activation,
  );
  if (layer >= 0) {
    const activation = now.network.hidden[layer]?.activation ?? 'tanh';
    return `Hidden ${layer + 1}: ${ACTIVATION_WORDS[activation].whole}.`;
  }
  const parts = (Object.keys(PART_WORDS) as (keyof typeof PART_WORDS)[]).filter(
    (part) => JSON.stringify(now[part]) !== JSON.stringify(before[part]),
  );
  return parts.length > 0 ? `${capital(parts.map((part) => PART_WORDS[part]).join(', '))}.` : '';
}

const PART_WORDS = {
  title: 'name',
  data: 'data settings',
  network: 'network',
  training: 'training settings',
  serving: 'server settings',
  load: 'load settings',
  view: 'view',
} as const satisfies Partial<Record<keyof Experiment, string>>;

function setText({ data: { set } }: Experiment): string {
  const { label, classes } = DATA_SETS[set];
  return `Data set ${label}, ${classes.length > 0 ? `${classes.length} classes` : 'values'}.`;
}

function layersText({ network: { hidden } }: Experiment): string {
  if (hidden.length === 0) return 'no hidden layer';
  const counts = hidden.map(({ units }) => String(units));
  const list = counts.length > 1 ? `${counts.slice(0, -1).join(', ')} and ${counts.at(-1)}` : counts[0];
  const units = counts.length === 1 && counts[0] === '1' ? 'unit' : 'units';
  return `${hidden.length} hidden ${hidden.length === 1 ? 'layer' : 'layers'} of ${list} ${units}`;
}

const unitsText = (units: number): string => `${units} ${units === 1 ? 'unit' : 'units'}`;
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
