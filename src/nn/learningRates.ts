/**
 * The learning rate of each step: the plan's rate, times the warm-up, times the factor of its schedule. Computed here alone;
 * kernels are given the rates. Each schedule has a file of its own in `schedules/`.
 *
 * The warm-up is a setting of every schedule and no schedule of its own, because it goes before any of them (Goyal et al.
 * 2017, "Accurate, Large Minibatch SGD", 2.2): the rate rises on a straight line, and the schedule counts from its end.
 */
import { SCHEDULE_MEMBERS } from './generated/schedules.ts';
import type { Position } from './schedule.ts';
import type { ScheduleMemory, ScheduleRule, ScheduleSetting } from './ScheduleRule.ts';
import { SCHEDULE_SETTING_NAMES, type ScheduleName, type ScheduleSettingName } from './vocabulary.ts';

/** A rule that is given every setting and names those that it has. */
type AnyRule = Omit<ScheduleRule<ScheduleSettingName>, 'settings'> & {
  readonly settings: Readonly<Partial<Record<ScheduleSettingName, ScheduleSetting>>>;
};

export const SCHEDULE_RULES: Readonly<Record<ScheduleName, AnyRule>> = SCHEDULE_MEMBERS;

/** Of every schedule, besides the settings of its rule. */
export const WARMUP: ScheduleSetting = {
  label: 'Warm-up',
  about: 'Epochs in which the rate rises from near 0; the schedule begins after them',
  default: 0,
  min: 0,
  max: 10_000,
};

/** Every setting of a schedule, with its limits and its default. */
export const SCHEDULE_SETTINGS = Object.assign(
  { warmup: WARMUP },
  ...Object.values(SCHEDULE_RULES).map(({ settings }) => settings),
) as Readonly<Record<ScheduleSettingName | 'warmup', ScheduleSetting>>;

/** Which loss a schedule or a stop condition looks at: of the test part, or the mean over the batches of the epoch. */
export const WATCHED_LOSSES = ['test', 'train'] as const;
export type WatchedLoss = (typeof WATCHED_LOSSES)[number];

/** A schedule with every setting filled in; those that its rule does not have are ignored. */
export interface RateSchedule extends Readonly<Record<ScheduleSettingName | 'warmup', number>> {
  readonly name: ScheduleName;
  readonly watch: WatchedLoss;
}

/**
 * The settings of a schedule, with the default for each that is left out.
 * @example rateSchedule({ name: 'step', every: 10 }).drop // 0.5
 */
export function rateSchedule(
  given: { readonly name: ScheduleName; readonly watch?: WatchedLoss | undefined } & {
    readonly [Name in ScheduleSettingName | 'warmup']?: number | undefined;
  },
): RateSchedule {
  const names = ['warmup', ...SCHEDULE_SETTING_NAMES] as const;
  const settings = Object.fromEntries(
    names.map((name) => [name, given[name] ?? SCHEDULE_SETTINGS[name].default]),
  ) as Record<ScheduleSettingName | 'warmup', number>;
  return { name: given.name, watch: given.watch ?? 'test', ...settings };
}

/** What a schedule remembers of the run, with its name: the memory of one means nothing to another. */
export interface ScheduleState {
  readonly name: ScheduleName;
  readonly memory: ScheduleMemory;
}

/** The state of a schedule in a run that continues from `before`; undefined for one that remembers nothing. */
export function scheduleState(
  { name }: Pick<RateSchedule, 'name'>,
  before?: ScheduleState,
): ScheduleState | undefined {
  const { memory } = SCHEDULE_RULES[name];
  if (!memory) return undefined;
  const isSame = before?.name === name && before.memory.length === memory.start.length;
  return isSame ? before : { name, memory: memory.start };
}

/**
 * Factor on the plan's learning rate.
 * @param epochs since the start of the run, with the share of the one under way
 * @param ofStep share of an epoch that the step takes: a step of the warm-up has the rate of its end, so that the first is not 0
 */
export function rateFactor(
  schedule: RateSchedule,
  epochs: number,
  state?: ScheduleState,
  ofStep = 0,
): number {
  const { warmup, name } = schedule;
  const memory = state?.name === name ? state.memory : (SCHEDULE_RULES[name].memory?.start ?? []);
  const risen = warmup > 0 ? Math.min(1, (epochs + ofStep) / warmup) : 1;
  return risen * SCHEDULE_RULES[name].factor(schedule, Math.max(0, epochs - warmup), memory);
}

/**
 * The rate of each of the `steps` steps from a place on; null where all have the plan's own.
 * @param rate the plan's
 * @param perEpoch steps of an epoch
 */
export function stepRates(
  schedule: RateSchedule,
  rate: number,
  from: Position,
  steps: number,
  perEpoch: number,
  state?: ScheduleState,
): Float64Array | null {
  if (schedule.name === 'constant' && schedule.warmup === 0) return null;
  const rates = new Float64Array(steps);
  let { epoch, batch } = from;
  for (let i = 0; i < steps; i++) {
    rates[i] = rate * rateFactor(schedule, epoch + batch / perEpoch, state, 1 / perEpoch);
    if (++batch === perEpoch) {
      epoch++;
      batch = 0;
    }
  }
  return rates;
}

/** The state after epoch number `epoch` (from 1) ended with this loss. Epochs of the warm-up do not count. */
export function observeLoss(
  schedule: RateSchedule,
  state: ScheduleState | undefined,
  epoch: number,
  loss: number,
): ScheduleState | undefined {
  const { memory } = SCHEDULE_RULES[schedule.name];
  if (!memory || epoch <= schedule.warmup) return state;
  const before = scheduleState(schedule, state)!;
  return { name: schedule.name, memory: memory.observe(before.memory, loss, schedule) };
}

/** For how many epochs from here no loss can change the rate; Infinity for a schedule that looks at none. */
export function steadyEpochs(
  schedule: RateSchedule,
  state: ScheduleState | undefined,
  epoch: number,
): number {
  const { memory } = SCHEDULE_RULES[schedule.name];
  if (!memory) return Infinity;
  const before = scheduleState(schedule, state)!;
  return Math.max(0, Math.floor(schedule.warmup) - epoch) + memory.steadyEpochs(before.memory, schedule);
}
