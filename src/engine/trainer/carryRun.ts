/** What an edit of the network keeps of a run: every weight that still has a place, its slots, and the place in the run. */
import { alignUnits, type UnitSource, type UnitSources } from '#experiment/alignUnits.ts';
import type { Experiment } from '#experiment/experiment.ts';
import { isSameJson } from '#experiment/isSameJson.ts';
import { networkShape } from '#experiment/networkShape.ts';
import { carryState, type Places } from '#nn/carryState.ts';
import { parameterCount } from '#nn/NetworkShape.ts';
import type { Checkpoint, UnitIds } from '#protocol/trainer.ts';
import { freshStart } from './startStates.ts';

/** An experiment with the numbers of its units, if the page has told them. */
interface Numbered {
  readonly experiment: Experiment;
  readonly units: UnitIds | undefined;
}

/** The checkpoint of a run, for the network of an edited experiment. One that has not been trained begins as if it had been opened. */
export function carryRun(
  { experiment: old }: { readonly experiment: Experiment },
  oldUnits: UnitIds | undefined,
  checkpoint: Checkpoint,
  experiment: Experiment,
  units: UnitIds | undefined,
): Checkpoint {
  const before: Numbered = { experiment: old, units: oldUnits };
  const after: Numbered = { experiment, units };
  const fresh = freshStart(after.experiment);
  const isTrained = checkpoint.step > 0 || !isSameRow(freshStart(before.experiment).state, checkpoint.state);
  if (!isTrained) return fresh;
  const [from, to] = [networkShape(before.experiment), networkShape(after.experiment)];
  const state = carryState(from, checkpoint.state, to, fresh.state, placesOf(before, after));
  const isSameRule = before.experiment.training.optimizer.name === after.experiment.training.optimizer.name;
  if (isSameRule) return { ...checkpoint, state };
  fresh.state.set(state.subarray(0, parameterCount(to)));
  return { ...checkpoint, state: fresh.state, slotsSince: checkpoint.step };
}

function placesOf(before: Numbered, after: Numbered): Places {
  const [old, now] = [before.experiment, after.experiment];
  const oldInputs = inputNames(old);
  const inputs = inputNames(now).map((name) => {
    const found = oldInputs.indexOf(name);
    return found < 0 ? null : found;
  });
  const outputs = networkShape(now).layers.at(-1)!.units;
  const isSameOutput = outputs === networkShape(old).layers.at(-1)!.units;
  const last = old.network.hidden.length;
  const outputPlaces = Array.from({ length: outputs }, (_, unit) =>
    isSameOutput ? { layer: last, unit } : null,
  );
  return { inputs, layers: [...sourcesOf(before, after), outputPlaces] };
}

/** Features of a plane have names; columns and pixels are the set's. */
function inputNames({ data, network }: Experiment): readonly string[] {
  return (
    data.features ?? Array.from({ length: networkShape({ data, network }).inputs }, (_, i) => `x${i + 1}`)
  );
}

function sourcesOf(before: Numbered, after: Numbered): UnitSources {
  const old = before.experiment.network.hidden;
  const now = after.experiment.network.hidden;
  const { units } = after;
  const known = before.units;
  const fits = ({ ids }: UnitIds, layers: typeof now): boolean =>
    ids.length === layers.length && ids.every((layer, i) => layer.length === layers[i]!.units);
  if (!units || !known || !fits(units, now) || !fits(known, old)) return alignUnits(old, now);
  const places = new Map<number, UnitSource>();
  for (const [layer, ids] of known.ids.entries())
    for (const [unit, id] of ids.entries()) places.set(id, { layer, unit });
  const origins = new Map(units.origins.map((origin) => [origin.id, origin]));
  return units.ids.map((layer) =>
    layer.map((first) => {
      let isRedrawn = false;
      for (let id: number | undefined = first; id !== undefined;) {
        const place = places.get(id);
        if (place) return isRedrawn ? { ...place, isRedrawn } : place;
        const origin = origins.get(id);
        isRedrawn ||= origin?.isRedrawn ?? false;
        id = origin?.of;
      }
      return null;
    }),
  );
}

/** Whether no unit has come, gone or moved; units that the page has not numbered do not tell. */
export function isSameUnits(a: UnitIds | undefined, b: UnitIds | undefined): boolean {
  if (!a || !b) return true;
  return a.ids === b.ids || isSameJson(a.ids, b.ids);
}

const isSameRow = (a: Float32Array, b: Float32Array): boolean =>
  a.length === b.length && a.every((value, i) => value === b[i]);
