/** Test support: does what a step asks, by the reference of the mathematics, while a condition watches. */
import { changeExperiment } from '#experiment/changeExperiment.ts';
import type { Experiment, ExperimentInput } from '#experiment/experiment.ts';
import { isSameJson } from '#experiment/isSameJson.ts';
import { layerOffsets } from '#nn/NetworkShape.ts';
import type { ConditionWatch, Verdict } from '../conditions/ConditionWatch.ts';
import type { LessonStep } from '../Lesson.ts';
import { ReferenceRun } from '../reference/ReferenceRun.ts';

/** One thing that a reader does. Weights are [layer, from, to, value]; `from` is null for a bias. */
export type Act =
  | { readonly train: number }
  | { readonly steps: number }
  | { readonly change: string }
  | { readonly edit: ExperimentInput }
  | { readonly reset: true }
  | {
      readonly weights: readonly (readonly [layer: number, from: number | null, to: number, value: number])[];
    };

export class LessonPlayer {
  private run!: ReferenceRun;

  open(experiment: Experiment): void {
    this.run = new ReferenceRun(experiment);
  }

  see(watch: ConditionWatch): Verdict {
    return watch.see(this.run.observe());
  }

  do(act: Act, { changes }: LessonStep, watch: ConditionWatch): void {
    if ('train' in act) {
      for (let epoch = 0; epoch < act.train; epoch++) {
        this.run.trainEpoch();
        this.see(watch);
      }
    } else if ('steps' in act) {
      for (let step = 0; step < act.steps; step++) this.run.trainSteps(1);
    } else if ('change' in act) this.change(changes[act.change]!);
    else if ('edit' in act) this.change({ change: act.edit, restart: false });
    else if ('reset' in act) this.run = new ReferenceRun(this.run.experiment);
    else this.type(act.weights);
    this.see(watch);
  }

  /** As the screen makes it: training begins again, or goes on where nothing but its plan has changed, or keeps the weights. */
  private change({ change, restart }: LessonStep['changes'][string]): void {
    const before = this.run.experiment;
    const next = changeExperiment(before, change);
    const isPlan = isSameJson(next.data, before.data) && isSameJson(next.network, before.network);
    if (restart) this.run = new ReferenceRun(next);
    else if (isPlan) this.run.replan(next.training);
    else this.run = new ReferenceRun(next, this.run.parameters);
  }

  private type(weights: Extract<Act, { weights: unknown }>['weights']): void {
    const { parameters, shape } = this.run;
    const offsets = layerOffsets(shape);
    for (const [layer, from, to, value] of weights) {
      const { kernelOffset, biasOffset, units } = offsets[layer]!;
      parameters[from === null ? biasOffset + to : kernelOffset + from * units + to] = value;
    }
  }
}
