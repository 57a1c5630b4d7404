/**
 * Gradient clipping: a bound on the gradient of the objective (penalties included, decoupled weight decay not), so that no batch
 * throws the weights far out. Pascanu, Mikolov & Bengio 2013, "On the difficulty of training recurrent neural networks".
 */
import type { Label } from './Label.ts';
import type { Numbers } from './Numbers.ts';

/** `norm`: of all parameters together (global norm). `value`: of each by itself. */
export const CLIPPINGS = ['none', 'norm', 'value'] as const;
export type Clipping = (typeof CLIPPINGS)[number];

export interface Clip {
  readonly by: Clipping;
  /** Largest norm, or largest value of each component. */
  readonly limit: number;
}

interface ClippingRule {
  readonly label: Label;
  readonly formula: string;
  /** Clips in place. */
  readonly clip: (gradient: Numbers, limit: number) => void;
}

export const CLIPPING_RULES: Readonly<Record<Clipping, ClippingRule>> = {
  none: {
    label: { short: 'Off', whole: 'No clipping', about: 'The gradient as it is' },
    formula: 'g',
    clip: () => undefined,
  },
  norm: {
    label: {
      short: 'By norm',
      whole: 'Clip by global norm',
      about: 'A gradient longer than the limit is shortened to it and keeps its direction',
    },
    formula: 'g · min(1, limit / ‖g‖)',
    clip(gradient, limit) {
      let squares = 0;
      for (let i = 0; i < gradient.length; i++) squares += gradient[i]! * gradient[i]!;
      const norm = Math.sqrt(squares);
      if (norm <= limit) return;
      for (let i = 0; i < gradient.length; i++) gradient[i] = gradient[i]! * (limit / norm);
    },
  },
  value: {
    label: {
      short: 'By value',
      whole: 'Clip by value',
      about: 'Each component beyond ± the limit is set to it, which may turn the direction',
    },
    formula: 'min(max(g, −limit), limit)',
    clip(gradient, limit) {
      for (let i = 0; i < gradient.length; i++) {
        gradient[i] = Math.min(Math.max(gradient[i]!, -limit), limit);
      }
    },
  },
};

/** Clips the gradient in place. A NaN stays one; an infinite component makes NaN by norm, the limit by value. */
export function clipGradient(gradient: Numbers, { by, limit }: Clip): void {
  CLIPPING_RULES[by].clip(gradient, limit);
}
