/** A layer while it is read, and the limits that every file is held to before memory is taken. */
import { LIMITS, MAX_LAYERS } from '#experiment/limits.ts';
import { failed } from '#messages/Failure.ts';
import * as failures from '#messages/generated/modelErrors.ts';
import { ACTIVATIONS, type Activation, type OutputActivation } from '#nn/vocabulary.ts';
import type { ModelLayer } from '../ModelToExport.ts';

/** Pixels of a digit are the most inputs that data have here. */
const MOST_INPUTS = 1_024;

/** Throws where a layer is larger than Fanout's. */
export function checkSize(inputs: number, units: number): void {
  const isSize = (value: number, most: number): boolean =>
    Number.isInteger(value) && value >= 1 && value <= most;
  if (!isSize(units, LIMITS.units.max)) {
    throw failed(failures.tooManyUnits({ units: String(units), most: LIMITS.units.max }));
  }
  if (!isSize(inputs, MOST_INPUTS)) {
    throw failed(failures.tooManyInputs({ inputs: String(inputs), most: MOST_INPUTS }));
  }
}

/** The layers of a whole network, which fit on each other, are few and small enough, and finite. */
export function checkedLayers(layers: readonly ModelLayer[]): readonly ModelLayer[] {
  if (layers.length === 0) throw failed(failures.noDenseLayer());
  if (layers.length > MAX_LAYERS) {
    throw failed(failures.tooManyLayers({ layers: layers.length, most: MAX_LAYERS }));
  }
  let parameters = 0;
  for (const [i, { inputs, units, kernel, bias, activation }] of layers.entries()) {
    const place = i + 1;
    checkSize(inputs, units);
    if (i > 0 && layers[i - 1]!.units !== inputs) throw failed(failures.layersDoNotFit({ place }));
    if (kernel.length !== inputs * units || bias.length !== units)
      throw failed(failures.layersDoNotFit({ place }));
    if (activation === 'softmax' && i < layers.length - 1) throw failed(failures.softmaxInside({ place }));
    if (!kernel.every(Number.isFinite) || !bias.every(Number.isFinite))
      throw failed(failures.weightsNotFinite({ place }));
    parameters += kernel.length + units;
  }
  if (parameters > LIMITS.parameters) {
    throw failed(failures.tooManyParameters({ count: parameters, most: LIMITS.parameters }));
  }
  return layers;
}

export const isActivation = (name: unknown): name is Activation | OutputActivation =>
  name === 'softmax' || (ACTIVATIONS as readonly unknown[]).includes(name);
