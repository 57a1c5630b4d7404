/**
 * The curve of a learning-rate schedule over the epochs of a run, with the present place: what the plan's panel draws. Rates come
 * from `nn/learningRates.ts`, which training takes them from.
 */
import type { Experiment, StopSpec } from '#experiment/experiment.ts';
import {
  observeLoss,
  rateFactor,
  rateSchedule,
  scheduleState,
  SCHEDULE_RULES,
  type RateSchedule,
  type ScheduleState,
} from '#nn/learningRates.ts';

export interface RateCurve {
  /** Where the curve ends. */
  readonly epochs: number;
  /** At evenly spaced epochs from 0 to `epochs`; NaN where the page does not know what it was. */
  readonly rates: readonly number[];
  readonly highest: number;
  readonly present: { readonly epoch: number; readonly rate: number };
  /** Of a schedule that looks at losses: from the present place on, as if no loss became better. */
  readonly isGuess: boolean;
}

/** Enough for a line as wide as the panel. */
const POINTS = 241;
/** Epochs shown of a schedule that has no length of its own. */
const LEAST_EPOCHS = 100;
/** Share of the width that lies before the present place of a long run. */
const PRESENT_SHARE = 0.8;
/** Epochs ahead that are tried. */
const MOST_AHEAD = 100_000;

/** @param state what the schedule remembers at the present epoch */
export function rateCurve(
  { schedule: given, optimizer, stop }: Pick<Experiment['training'], 'schedule' | 'optimizer' | 'stop'>,
  epoch: number,
  state?: ScheduleState,
): RateCurve {
  const schedule = rateSchedule(given);
  const { learningRate } = optimizer;
  const epochs = lengthOf(schedule, stop, epoch);
  const rateAt = SCHEDULE_RULES[schedule.name].memory
    ? guessedRates(schedule, epoch, state)
    : (at: number) => rateFactor(schedule, at);
  const rates = Array.from({ length: POINTS }, (_, i) => learningRate * rateAt((i * epochs) / (POINTS - 1)));
  return {
    epochs,
    rates,
    highest: Math.max(...rates.filter(Number.isFinite)),
    present: { epoch, rate: learningRate * rateAt(epoch) },
    isGuess: SCHEDULE_RULES[schedule.name].memory !== undefined,
  };
}

/** The whole of a schedule: to the end of the run where that is planned, else some of its periods or drops. */
function lengthOf(schedule: RateSchedule, { epochs }: StopSpec, present: number): number {
  const { warmup, name } = schedule;
  const { memory, shownEpochs } = SCHEDULE_RULES[name];
  // What depends on losses is shown as far as it can be told, wherever the run ends.
  if (epochs > present && !memory) return epochs;
  const own = warmup + shownEpochs(schedule);
  return roundUp(
    Math.max(own, warmup > 0 && own === warmup ? 2 * warmup : LEAST_EPOCHS, present / PRESENT_SHARE),
  );
}

/** The next number of two digits. */
function roundUp(value: number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(value)) - 1);
  return Math.ceil(value / unit - 1e-9) * unit;
}

/** As if no loss from the present place on became better. What the rate was before is not known to the page. */
function guessedRates(
  schedule: RateSchedule,
  present: number,
  state?: ScheduleState,
): (epoch: number) => number {
  const now = Math.floor(present);
  const states = [scheduleState(schedule, state)];
  return (epoch) => {
    if (epoch < present) return NaN;
    const ahead = Math.min(MOST_AHEAD, Math.floor(epoch) - now);
    while (states.length <= ahead) {
      states.push(observeLoss(schedule, states.at(-1), now + states.length, Number.MAX_VALUE));
    }
    return rateFactor(schedule, epoch, states[ahead]);
  };
}
