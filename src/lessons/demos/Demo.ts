/** A demo: an experiment that shows one thing, with what it promises as a condition that a test holds it to. */
import type { ExperimentInput } from '#experiment/experiment.ts';

/** What its small picture shows: the map of the network, its learning curve, or what a server does with requests. */
export type DemoPicture = 'map' | 'curve' | 'digits' | 'batches' | 'stall' | 'leak';

export const DEMO_GROUPS = ['shapes', 'wrong', 'data', 'answers'] as const;
export type DemoGroup = (typeof DEMO_GROUPS)[number];

export interface Demo {
  /** Used in addresses and tests: never renamed. */
  readonly id: string;
  readonly group: DemoGroup;
  /** Read while rendering: the language comes later than this module. */
  readonly title: () => string;
  /** One sentence, true of this very seed: what to look for. */
  readonly about: () => string;
  /** What to do with it, where pressing play is not all. */
  readonly task?: () => string;
  /** With all its seeds. */
  readonly input: ExperimentInput;
  readonly picture: DemoPicture;
  /** In the language of `conditions/`. */
  readonly promise: string;
  /** Runs that the promise names, as `ConditionWatch` takes them. */
  readonly keep?: Readonly<Record<string, string>>;
  /** Epochs within which it is kept. 0: it is no promise about training. */
  readonly epochs: number;
  /** What the task changes of the training plan, after how many epochs. */
  readonly replan?: { readonly after: number; readonly training: NonNullable<ExperimentInput['training']> };
}
