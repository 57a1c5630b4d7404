/** The value of one named quantity, or setting, in what was observed. */
import { layerOffsets } from '#nn/NetworkShape.ts';
import type { Observation, PlainName, PlainValues } from './Observation.ts';
import type { QuantityName } from './quantities.ts';

/** What a part of a condition comes to; null: not known yet. */
export type ConditionValue = number | string | boolean | null;

/** Units whose incoming weights differ by no more than this are the same unit twice. */
const TWIN_DIFFERENCE = 1e-6;

/** @param args layer, unit or priority in brackets; layers and units are counted from 0 */
export function readQuantity(
  name: QuantityName,
  args: readonly number[],
  seen: Observation | null,
): ConditionValue {
  if (!seen) return null;
  switch (name) {
    case 'w':
      return parameterAt(seen, args[0]!, (layer) =>
        inside(args[1]!, layer.inputs) && inside(args[2]!, layer.units)
          ? layer.kernelOffset + args[1]! * layer.units + args[2]!
          : -1,
      );
    case 'b':
      return parameterAt(seen, args[0]!, (layer) =>
        inside(args[1]!, layer.units) ? layer.biasOffset + args[1]! : -1,
      );
    case 'dead':
      return known(seen.dead?.[args[0]!]);
    case 'twins':
      return twins(seen, args[0]!);
    default:
      return args.length > 0
        ? known(seen.byPriority?.get(args[0]!)?.[name])
        : known(plainValue(seen.values, name));
  }
}

const plainValue = (values: PlainValues, name: PlainName): ConditionValue | undefined =>
  name === 'gap' ? differenceOf(values.testLoss, values.trainLoss) : values[name];

const differenceOf = (a: unknown, b: unknown): number =>
  typeof a === 'number' && typeof b === 'number' ? a - b : Number.NaN;

/** A setting by its path; 'length' counts a list. */
export function readSetting(path: readonly (string | number)[], seen: Observation | null): ConditionValue {
  let value: unknown = seen?.experiment;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return null;
    value = (value as Record<string | number, unknown>)[key];
  }
  return typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean' ? value : null;
}

const known = (value: ConditionValue | undefined): ConditionValue =>
  value === undefined || Number.isNaN(value) ? null : value;

const inside = (index: number, count: number): boolean => index >= 0 && index < count;

type Layer = ReturnType<typeof layerOffsets>[number];

function parameterAt(
  { shape, parameters }: Observation,
  layer: number,
  index: (layer: Layer) => number,
): number | null {
  const offsets = shape && layerOffsets(shape)[layer];
  if (!offsets || !parameters) return null;
  const value = parameters[index(offsets)];
  return value === undefined || Number.isNaN(value) ? null : value;
}

/** Pairs of units of a layer with the same incoming weights and bias. */
function twins({ shape, parameters }: Observation, layer: number): number | null {
  const offsets = shape && layerOffsets(shape)[layer];
  if (!offsets || !parameters) return null;
  const { inputs, units, kernelOffset } = offsets;
  // The bias is one more row of the kernel: [inputs + 1][units].
  const isTwin = (a: number, b: number): boolean => {
    for (let i = 0; i <= inputs; i++) {
      const row = kernelOffset + i * units;
      if (!(Math.abs(parameters[row + a]! - parameters[row + b]!) <= TWIN_DIFFERENCE)) return false;
    }
    return true;
  };
  let pairs = 0;
  for (let a = 0; a < units; a++) for (let b = a + 1; b < units; b++) if (isTwin(a, b)) pairs++;
  return pairs;
}
