/**
 * What a file of `schedules/` exports: the rule itself (under the file's name) and `checks`. A rule says by which factor
 * the learning rate is multiplied at a place in the run, counted in epochs; few of them remember something of the run.
 * docs/adding.md has an example.
 */
import type { Label } from './Label.ts';

/** A number that shapes a schedule. */
export interface ScheduleSetting {
  readonly label: string;
  readonly about: string;
  readonly default: number;
  readonly min: number;
  readonly max: number;
  /** Only whole numbers. */
  readonly isWhole?: boolean;
}

/** What a rule remembers of the run: plain numbers, kept with the checkpoint. Empty for most rules. */
export type ScheduleMemory = readonly number[];

/** A rule with settings of these names. */
export interface ScheduleRule<Names extends string = never> {
  /** Where it stands in menus: no two alike. */
  readonly order: number;
  readonly label: Label;
  /** η is the learning rate of the plan, e the epochs since the end of the warm-up. */
  readonly formula: string;
  /** By name; rules that share a name share the setting. */
  readonly settings: Readonly<Record<Names, ScheduleSetting>>;
  /**
   * The factor after `epochs` (from 0, the share of the one under way included): 0 to 1.
   * @param memory what `memory` has made of the losses so far
   */
  readonly factor: (
    settings: Readonly<Record<Names, number>>,
    epochs: number,
    memory: ScheduleMemory,
  ) => number;
  /** Epochs in which it shows what it does: all of it, or a few of its periods; 0 for one that looks the same at any length. */
  readonly shownEpochs: (settings: Readonly<Record<Names, number>>) => number;
  /** Only for a rule that looks at losses. */
  readonly memory?: {
    readonly start: ScheduleMemory;
    /** The memory after an epoch that ended with this loss. */
    readonly observe: (
      memory: ScheduleMemory,
      loss: number,
      settings: Readonly<Record<Names, number>>,
    ) => ScheduleMemory;
    /** For how many epochs from now the factor cannot change, whatever their losses: at least 1. */
    readonly steadyEpochs: (memory: ScheduleMemory, settings: Readonly<Record<Names, number>>) => number;
  };
}

/** What tests hold it to. */
export interface ScheduleChecks<Names extends string = never> {
  readonly settings: Readonly<Record<Names, number>>;
  /** By hand from the formula with these settings: epochs, and the factor there. */
  readonly examples: readonly (readonly [epochs: number, factor: number])[];
  /** Epochs at which the factor jumps, as multiples of this; absent where it never does. */
  readonly jumps?: (epochs: number, settings: Readonly<Record<Names, number>>) => boolean;
  /** Never grows from one epoch to a later one. */
  readonly descends: boolean;
}
