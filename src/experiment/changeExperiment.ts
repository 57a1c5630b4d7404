/**
 * Applies a partial change, as scripts give it. Objects are merged, lists replaced. Another data set, loss, output, optimiser or
 * schedule also changes what depends on it, as in the menus, unless the change names that.
 */
import { dataSetNamed } from '#datasets/registry.ts';
import * as failures from '#messages/generated/experimentErrors.ts';
import { LOSSES, OPTIMIZERS, OUTPUT_ACTIVATIONS, SCHEDULES } from '#nn/vocabulary.ts';
import { copyJson, type Json } from './copyJson.ts';
import type { Experiment, ExperimentInput } from './experiment.ts';
import { ExperimentError, problemAt } from './ExperimentError.ts';
import { ownContent } from './ownContent.ts';
import { parseExperiment } from './parseExperiment.ts';
import {
  switchData,
  switchDataSet,
  switchLoss,
  switchOptimizer,
  switchOutput,
  switchSchedule,
} from './withDataSet.ts';

/**
 * @returns a valid Experiment
 * @throws ExperimentError where a part has a wrong name or value
 */
export function changeExperiment(present: Experiment, change: ExperimentInput): Experiment {
  const parts = copyJson(change);
  if (!isObject(parts)) {
    throw new ExperimentError([problemAt('', failures.changeNoObject())]);
  }
  return parseExperiment(merged(switched(present, parts), parts));
}

/** Unknown names change nothing here; the parser reports them. */
function switched(present: Experiment, parts: Json): Experiment {
  let next = present;
  const set = dataSetNamed(at(parts, 'data', 'set'));
  if (set) next = switchDataSet(next, set);
  next = switchContent(next, at(parts, 'data'));
  const loss = LOSSES.find((name) => name === at(parts, 'training', 'loss'));
  const output = OUTPUT_ACTIVATIONS.find((name) => name === at(parts, 'network', 'output', 'activation'));
  if (loss && !output) next = switchLoss(next, loss);
  if (output && !loss) next = switchOutput(next, output);
  const optimizer = OPTIMIZERS.find((name) => name === at(parts, 'training', 'optimizer', 'name'));
  if (optimizer) next = switchOptimizer(next, optimizer);
  const schedule = SCHEDULES.find((name) => name === at(parts, 'training', 'schedule', 'name'));
  return schedule ? switchSchedule(next, schedule) : next;
}

/** Another formula may bring another task, whose loss and output follow, as in the menus. */
function switchContent(present: Experiment, data: Json | undefined): Experiment {
  const { set } = present.data;
  const { valid } = ownContent(set, merged(present.data, data ?? {}) as Json);
  return Object.keys(valid).length === 0 ? present : switchData(present, { ...present.data, ...valid });
}

function merged(value: unknown, change: Json): unknown {
  if (!isObject(change) || !isObject(value)) return change;
  const entries = Object.entries(change).map(([key, part]) => [
    key,
    // Columns and cells of a table belong together.
    key === 'table' ? part : merged(value[key], part),
  ]);
  return { ...value, ...Object.fromEntries(entries) };
}

function at(value: Json | undefined, ...path: readonly string[]): Json | undefined {
  let part = value;
  for (const key of path) part = isObject(part) ? part[key] : undefined;
  return part;
}

function isObject(value: unknown): value is { [key: string]: Json } {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
