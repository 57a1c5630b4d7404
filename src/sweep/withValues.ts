/**
 * The experiment of one combination: the present one with a value put at each path. Goes through `changeExperiment`, so that what
 * depends on a field follows (a rate on its optimiser), and the schema names what is wrong.
 */
import { changeExperiment } from '#experiment/changeExperiment.ts';
import type { Experiment } from '#experiment/experiment.ts';
import { failed } from '#messages/Failure.ts';
import * as failures from '#messages/generated/sweepErrors.ts';
import { DEPTH } from './sweepFields.ts';

/** Values by path into the experiment: `training.optimizer.learningRate`, `network.hidden.0.units`, `network.hidden.*.units`. */
export type SweptValues = Readonly<Record<string, unknown>>;

type Tree = { [key: string]: unknown };
type HiddenLayer = Experiment['network']['hidden'][number];

const PARTS = new Set(['data', 'network', 'training']);
const NAME = /^[A-Za-z][A-Za-z0-9]*$/;
const HIDDEN = 'network.hidden';

/**
 * @throws Error that names a path which leads nowhere; ExperimentError where a value does not fit
 * @example withValues(experiment, { 'network.hidden.length': 3, 'network.hidden.*.units': 8 }) // three layers of eight
 */
export function withValues(present: Experiment, values: SweptValues): Experiment {
  const change: Tree = {};
  // Depth before what stands in a layer.
  const paths = Object.keys(values).sort((a, b) => Number(b === DEPTH) - Number(a === DEPTH));
  let hidden: readonly HiddenLayer[] = present.network.hidden;
  for (const path of paths) {
    const value = values[path];
    if (path === DEPTH) hidden = withDepth(hidden, value, path);
    else if (path.startsWith(`${HIDDEN}.`)) hidden = withLayerValue(hidden, path, value);
    else put(change, path, value);
  }
  if (hidden !== present.network.hidden) put(change, HIDDEN, hidden);
  return changeExperiment(present, change);
}

function withDepth(hidden: readonly HiddenLayer[], depth: unknown, path: string): readonly HiddenLayer[] {
  if (!Number.isInteger(depth) || (depth as number) < 0)
    throw failed(failures.noDepth({ path, value: String(depth) }));
  const last = hidden.at(-1) ?? { units: 4, activation: 'tanh' };
  return Array.from({ length: depth as number }, (_, i) => hidden[i] ?? last);
}

function withLayerValue(
  hidden: readonly HiddenLayer[],
  path: string,
  value: unknown,
): readonly HiddenLayer[] {
  const [layer = '', field = '', ...more] = path.slice(HIDDEN.length + 1).split('.');
  if (more.length > 0 || (field !== 'units' && field !== 'activation'))
    throw failed(failures.noPath({ path }));
  const isMeant = (i: number): boolean => layer === '*' || layer === String(i);
  // Of a network without hidden layers, every layer is none.
  if (layer !== '*' && !hidden.some((_, i) => isMeant(i)))
    throw failed(failures.noLayer({ path, layers: hidden.length }));
  return hidden.map((each, i) => (isMeant(i) ? { ...each, [field]: value } : each));
}

function put(tree: Tree, path: string, value: unknown): void {
  const names = path.split('.');
  if (names.length < 2 || !PARTS.has(names[0]!) || !names.every((name) => NAME.test(name)))
    throw failed(failures.noPath({ path }));
  const last = names.pop()!;
  let place = tree;
  for (const name of names) place = (place[name] ??= {}) as Tree;
  place[last] = value;
}
