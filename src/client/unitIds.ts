/**
 * Numbers for the hidden units of experiments as values: a unit keeps its number from edit to edit, so that the trainer knows which weights
 * are whose, however many edits it is given at once.
 */
import { alignUnits, type UnitSources } from '#experiment/alignUnits.ts';
import type { Experiment } from '#experiment/experiment.ts';
import { isSameJson } from '#experiment/isSameJson.ts';
import type { UnitIds } from '#protocol/trainer.ts';

const known = new WeakMap<Experiment, UnitIds>();
let last = 0;

const fresh = ({ network }: Experiment): UnitIds => ({
  ids: network.hidden.map(({ units }) => Array.from({ length: units }, () => ++last)),
  origins: [],
});

/** Numbers its units, if they have no numbers yet. */
export function unitIdsOf(experiment: Experiment): UnitIds {
  const ids = known.get(experiment) ?? fresh(experiment);
  known.set(experiment, ids);
  return ids;
}

/** The numbers of its units, if they have any. */
export const knownUnits = (experiment: Experiment): UnitIds | undefined => known.get(experiment);

/** An edit keeps the units of what it was made from: by these sources, or as its layers tell. */
export function inheritUnits(later: Experiment, earlier: Experiment, sources?: UnitSources): void {
  if (known.has(later)) return;
  const before = unitIdsOf(earlier);
  const isSame = later.network.hidden === earlier.network.hidden && !sources;
  if (isSame) {
    known.set(later, before);
    return;
  }
  const used = new Set<number>();
  const origins = [...before.origins];
  const ids = (sources ?? alignUnits(earlier.network.hidden, later.network.hidden)).map((layer) =>
    layer.map((source) => {
      if (!source) return ++last;
      const id = before.ids[source.layer]![source.unit]!;
      if (!source.isRedrawn && !used.has(id)) {
        used.add(id);
        return id;
      }
      origins.push({ id: ++last, of: id, isRedrawn: source.isRedrawn ?? false });
      return last;
    }),
  );
  const present = new Set(ids.flat());
  known.set(later, { ids, origins: origins.filter(({ id }) => present.has(id)) });
}

/** Whether both have the same units at the same places; those of a value that was never numbered do not tell. */
export function hasSameUnits(a: Experiment, b: Experiment): boolean {
  const [left, right] = [known.get(a), known.get(b)];
  return !left || !right || left.ids === right.ids || isSameJson(left.ids, right.ids);
}
