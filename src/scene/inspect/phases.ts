/** One update on one sample in phases: forward layer by layer, the loss, backward layer by layer, the update. */

export type Phase =
  | { readonly kind: 'sample' | 'loss' | 'update' }
  | { readonly kind: 'forward' | 'backward'; readonly layer: number };

/** @param hasTarget without one there is neither loss nor way back */
export function phasesOf(layers: number, hasTarget: boolean): readonly Phase[] {
  const all = Array.from({ length: layers }, (_, layer) => layer);
  const forward = all.map((layer): Phase => ({ kind: 'forward', layer }));
  if (!hasTarget) return [{ kind: 'sample' }, ...forward];
  const backward = all.toReversed().map((layer): Phase => ({ kind: 'backward', layer }));
  return [{ kind: 'sample' }, ...forward, { kind: 'loss' }, ...backward, { kind: 'update' }];
}

/** What is known after some of the phases. */
export interface Known {
  /** Layers whose activations are known. */
  readonly forward: number;
  readonly loss: boolean;
  /** The lowest layer whose gradients are known; beyond the last for none. */
  readonly backwardFrom: number;
  readonly update: boolean;
}

/** @param at number of the phase; null for all */
export function knownAt(phases: readonly Phase[], layers: number, at: number | null): Known {
  const done = at === null ? phases : phases.slice(0, at + 1);
  const backward = done.flatMap((phase) => (phase.kind === 'backward' ? [phase.layer] : []));
  return {
    forward: done.filter(({ kind }) => kind === 'forward').length,
    loss: done.some(({ kind }) => kind === 'loss'),
    backwardFrom: Math.min(layers, ...backward),
    update: done.some(({ kind }) => kind === 'update'),
  };
}
