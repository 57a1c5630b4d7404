/** Edits of the hidden layers, within the limits; null where an edit would exceed one, so that its button can be disabled. */
import type { Experiment } from '#experiment/experiment.ts';
import { LIMITS } from '#experiment/limits.ts';
import { networkShape } from '#experiment/networkShape.ts';
import { parameterCount } from '#nn/NetworkShape.ts';
import type { Activation } from '#nn/vocabulary.ts';

type Hidden = Experiment['network']['hidden'];

export function withUnits(experiment: Experiment, layer: number, units: number): Experiment | null {
  if (!Number.isInteger(units) || units < LIMITS.units.min || units > LIMITS.units.max) return null;
  const { hidden } = experiment.network;
  return withHidden(
    experiment,
    hidden.map((spec, i) => (i === layer ? { ...spec, units } : spec)),
  );
}

export function withActivation(experiment: Experiment, layer: number, activation: Activation): Experiment {
  const hidden = experiment.network.hidden.map((spec, i) => (i === layer ? { ...spec, activation } : spec));
  return { ...experiment, network: { ...experiment.network, hidden } };
}

/** Adds a layer like the last one, at the end. */
export function withLayer(experiment: Experiment): Experiment | null {
  const { hidden } = experiment.network;
  if (hidden.length >= LIMITS.hiddenLayers.max) return null;
  const last = hidden.at(-1) ?? { units: 4, activation: 'tanh' as const };
  return withHidden(experiment, [...hidden, { ...last, units: Math.min(last.units, 64) }]);
}

export function withoutLayer(experiment: Experiment, layer: number): Experiment | null {
  return withHidden(
    experiment,
    experiment.network.hidden.filter((_, i) => i !== layer),
  );
}

function withHidden(experiment: Experiment, hidden: Hidden): Experiment | null {
  const edited = { ...experiment, network: { ...experiment.network, hidden } };
  return parameterCount(networkShape(edited)) <= LIMITS.parameters ? edited : null;
}
