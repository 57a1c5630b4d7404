/** `defaults.go`: the plan of the lab as the defaults of the service's flags. */
import { aligned, goString } from '../../code/go/goText.ts';
import type { ModelToExport } from '../../ModelToExport.ts';
import { servedPlan } from '../../code/plans/servedPlan.ts';

export function defaultsCode({ experiment }: Pick<ModelToExport, 'experiment'>): string {
  const plan = servedPlan(experiment.serving);
  const micros = (value: number): string => `${value} * time.Microsecond,`;
  return `${[
    'package main',
    '',
    'import "time"',
    '',
    '// defaultPlan is how requests were batched where this was exported. Flags change it.',
    'var defaultPlan = plan{',
    ...aligned([
      ['policy:', `${goString(plan.policy)},`],
      ['maxBatchSize:', `${plan.maxBatchSize},`],
      ['preferredBatchSizes:', `[]int{${plan.preferredBatchSizes.join(', ')}},`],
      ['maxQueueDelay:', micros(plan.maxQueueDelayUs)],
      ['maxQueueSize:', `${plan.maxQueueSize},`],
      ['delayLate:', `${plan.timeoutAction === 'delay'},`],
      ['defaultTimeout:', micros(plan.defaultTimeoutUs)],
      ['priorityLevels:', `${plan.priorityLevels},`],
      ['latencyGoal:', micros(Math.round(plan.latencyGoalMs * 1_000))],
      ['instances:', `${plan.instances},`],
    ]),
    '}',
  ].join('\n')}\n`;
}
