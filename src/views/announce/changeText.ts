/** What an edit has changed, as text for screen readers. */
import { factsOf } from '#experiment/dataFacts.ts';
import type { Experiment } from '#experiment/experiment.ts';
import * as say from '#messages/generated/announce.ts';
import { ACTIVATION_LABELS, dataSetLabel } from '#scene/labels.ts';

/** Changes whose effect is away from their control; empty for all others. */
export function structureText(before: Experiment, now: Experiment): string {
  const texts: string[] = [];
  if (now.data.set !== before.data.set) texts.push(setText(now));
  const [was, is] = [before.network.hidden, now.network.hidden];
  if (is.length !== was.length) {
    const layers = layersText(now);
    texts.push(is.length > was.length ? say.layerAdded({ layers }) : say.layerRemoved({ layers }));
  } else {
    const changed = is.findIndex(({ units }, layer) => units !== was[layer]?.units);
    if (changed >= 0) texts.push(say.unitsOfHidden({ layer: changed + 1, units: is[changed]?.units ?? 0 }));
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
    return say.activationOfHidden({ layer: layer + 1, activation: ACTIVATION_LABELS[activation].whole });
  }
  const parts = (Object.keys(PART_LABELS) as (keyof typeof PART_LABELS)[]).filter(
    (part) => JSON.stringify(now[part]) !== JSON.stringify(before[part]),
  );
  return parts.length > 0
    ? capital(say.partsChanged({ parts: parts.map((part) => PART_LABELS[part]()).join(', ') }))
    : '';
}

const PART_LABELS = {
  title: say.partTitle,
  data: say.partData,
  network: say.partNetwork,
  training: say.partTraining,
  serving: say.partServing,
  load: say.partLoad,
  view: say.partView,
} as const satisfies Partial<Record<keyof Experiment, () => string>>;

function setText({ data }: Experiment): string {
  const label = dataSetLabel(data.set);
  const count = factsOf(data).classes.length;
  return count > 0 ? say.dataSetClasses({ set: label, count }) : say.dataSetValues({ set: label });
}

function layersText({ network: { hidden } }: Experiment): string {
  const counts = hidden.map(({ units }) => units);
  const last = counts.at(-1);
  if (last === undefined) return say.noHiddenLayer();
  if (counts.length === 1) return say.oneLayer({ units: last });
  return say.layersOf({ layers: counts.length, first: counts.slice(0, -1).join(', '), last: `${last}` });
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
