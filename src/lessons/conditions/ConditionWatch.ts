/**
 * Watches one condition while the reader works. Once met it stays met: a loss may rise again. It keeps what conditions speak of besides
 * the present: the values when the step was opened, the best of the run, the runs that were made, and runs kept under names.
 */
import type { Metrics } from '#protocol/trainer.ts';
import type { ConditionTree } from './ConditionTree.ts';
import { evaluateCondition, type Scope, type Trial } from './evaluateCondition.ts';
import { isBusy } from './isBusy.ts';
import type { Observation, PlainName } from './Observation.ts';
import { parseCondition } from './parseCondition.ts';
import { quantityNamed, QUANTITIES, type QuantityName } from './quantities.ts';

/** `busy`: it would be judged, but the machine was too busy for its measurement. */
export type Verdict = 'met' | 'notYet' | 'busy';

const WITH_BEST = (Object.keys(QUANTITIES) as QuantityName[]).filter(
  (name): name is PlainName => quantityNamed(name).best !== undefined,
);
/** Runs that are remembered for `count` and `kinds`. */
const MOST_TRIALS = 200;

export class ConditionWatch {
  readonly condition: ConditionTree;
  private readonly keeps: readonly (readonly [name: string, when: ConditionTree])[];
  private readonly runs = new Map<string, Observation>();
  private trials: Trial[] = [];
  private before: Observation | null = null;
  private best: Partial<Record<PlainName, number>> = {};
  private now: Observation | null = null;
  private verdict: Verdict = 'notYet';

  /**
   * @param text the condition
   * @param keep by name, when what is observed becomes the run of that name: the last time that this holds
   * @throws ConditionError
   * @example new ConditionWatch("run['B'].perSecond > 5 * run['A'].perSecond", {
   *   A: "sent > 0 and exp.serving.pattern == 'oneByOne'", B: "sent > 0 and exp.serving.pattern == 'batched'" })
   */
  constructor(text: string, keep: Readonly<Record<string, string>> = {}) {
    this.condition = parseCondition(text);
    this.keeps = Object.entries(keep).map(([name, when]) => [name, parseCondition(when)] as const);
  }

  /**
   * Takes what is observed now.
   * @param curve points of the learning curve since the last time, so that the best between two looks counts, too
   */
  see(now: Observation, curve: readonly Metrics[] = []): Verdict {
    const begins = this.now !== null && isAnotherRun(this.now, now);
    this.before ??= now;
    if (begins || this.trials.length === 0) {
      this.best = {};
      this.trials = [...this.trials.slice(1 - MOST_TRIALS), { last: now, best: this.best }];
    }
    this.now = now;
    for (const point of curve) this.improve({ ...point, gap: point.testLoss - point.trainLoss });
    this.improve({ ...now.values, ...gapOf(now) });
    this.trials[this.trials.length - 1] = { last: now, best: this.best };
    const scope = this.scope!;
    for (const [name, when] of this.keeps) {
      if (evaluateCondition(when, scope) === true) this.runs.set(name, now);
    }
    return this.judge(scope);
  }

  /** Keeps the present as the run of this name. */
  keep(name: string): Verdict {
    if (this.now) this.runs.set(name, this.now);
    return this.scope ? this.judge(this.scope) : this.verdict;
  }

  get state(): Verdict {
    return this.verdict;
  }

  /** What the condition reads; null before anything was seen. */
  get scope(): Scope | null {
    const { now, before, best, runs, trials } = this;
    return now && before ? { now, before, best, runs, trials } : null;
  }

  private judge(scope: Scope): Verdict {
    if (this.verdict === 'met') return 'met';
    const isMet = evaluateCondition(this.condition, scope) === true;
    this.verdict = isBusy(this.condition, scope) ? 'busy' : isMet ? 'met' : 'notYet';
    return this.verdict;
  }

  private improve(values: Readonly<Partial<Record<string, unknown>>>): void {
    for (const name of WITH_BEST) {
      const value = values[name];
      if (typeof value !== 'number' || Number.isNaN(value)) continue;
      const best = this.best[name];
      const isLowest = quantityNamed(name).best === 'lowest';
      if (best === undefined || (isLowest ? value < best : value > best)) this.best[name] = value;
    }
  }
}

function gapOf({ values: { testLoss, trainLoss } }: Observation): { gap?: number } {
  return typeof testLoss === 'number' && typeof trainLoss === 'number' ? { gap: testLoss - trainLoss } : {};
}

/** Fewer steps than before, or losses that cannot be compared: other samples, another loss, another network. */
function isAnotherRun(last: Observation, now: Observation): boolean {
  const [then, present] = [last.values.step, now.values.step];
  if (typeof then === 'number' && typeof present === 'number' && present < then) return true;
  const [a, b] = [last.experiment, now.experiment];
  if (a === b) return false;
  return (
    (['data', 'network'] as const).some((part) => !isEqual(a[part], b[part])) ||
    a.training.loss !== b.training.loss
  );
}

const isEqual = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
