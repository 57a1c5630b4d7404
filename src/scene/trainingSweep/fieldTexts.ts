/** Names of the fields of a sweep and of their values. A field that only scripts know has its path as name. */
import type { SweepCell } from '#sweep/sweepCells.ts';
import * as say from '#messages/generated/trainingSweep.ts';
import { listText } from '#messages/listText.ts';
import { settingText } from '#messages/numberText.ts';
import type { Activation, Initializer, OptimizerName, OutputActivation } from '#nn/vocabulary.ts';
import { ACTIVATION_LABELS, initializerWords, OPTIMIZER_LABELS } from '../labels.ts';

const FIELDS: Readonly<Partial<Record<string, () => string>>> = {
  'training.optimizer.learningRate': say.learningRate,
  'network.hidden.*.units': say.units,
  'network.hidden.length': say.depth,
  'network.hidden.*.activation': say.activation,
  'network.initializer': say.initializer,
  'training.optimizer.name': say.optimizer,
  'training.batchSize': say.batchSize,
  'training.l1': say.l1,
  'training.l2': say.l2,
  'training.dropout': say.dropout,
  'network.output.activation': say.outputActivation,
  'data.noise': say.noise,
  'data.samples': say.samples,
  'data.trainShare': say.trainShare,
  'data.seed': say.dataSeed,
  'network.seed': say.weightSeed,
};

export const fieldText = (path: string): string => FIELDS[path]?.() ?? path;

/** A value as the menus name it. */
export function valueText(path: string, value: unknown): string {
  if (typeof value === 'number') return settingText(value);
  if (typeof value !== 'string') return JSON.stringify(value) ?? '';
  if (path.endsWith('.activation'))
    return ACTIVATION_LABELS[value as Activation & OutputActivation]?.short ?? value;
  if (path === 'training.optimizer.name') return OPTIMIZER_LABELS[value as OptimizerName]?.short ?? value;
  if (path === 'network.initializer') return initializerWords(value as Initializer).short;
  return value;
}

/** What tells a network from the others: "Learning rate 0.03, Units per hidden layer 12"; its seed where several have the same. */
export function cellText({ values, seed }: SweepCell, hasStarts: boolean): string {
  const fields = Object.entries(values).map(([path, value]) =>
    say.slice({ field: fieldText(path), value: valueText(path, value) }),
  );
  const seeds =
    fields.length === 0
      ? [say.seedValue({ seed: settingText(seed) })]
      : hasStarts
        ? [say.seedWord({ seed: settingText(seed) })]
        : [];
  return listText([...fields, ...seeds]);
}
