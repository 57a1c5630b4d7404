/** The learning-rate schedule in Python: `factor(epochs, of_step)`, and `observe(loss)` where the rate looks at the loss. */
import type { ScheduleName } from '#nn/vocabulary.ts';
import type { RateSchedule } from '#nn/learningRates.ts';
import { BETTER } from '#nn/schedules/plateau.ts';
import { pythonFloat } from './dialect.ts';

const COSINE = (share: string, floor: number): string =>
  `${pythonFloat(floor)} + (1 - ${pythonFloat(floor)}) * (1 + math.cos(math.pi * ${share})) / 2`;

/** The factor at `e` epochs after the warm-up. */
const FACTORS: Readonly<Record<ScheduleName, (schedule: RateSchedule) => string>> = {
  constant: () => '1.0',
  step: ({ drop, every }) => `${drop} ** math.floor(e / ${every})`,
  exponential: ({ halfLife }) => `2.0 ** (-e / ${halfLife})`,
  cosine: ({ period, floor }) => COSINE(`min(1.0, e / ${period})`, floor),
  cosineRestarts: ({ period, growth, floor }) => COSINE(`restarted(e, ${period}, ${growth})`, floor),
  cyclical: ({ period, low }) => `${low} + (1 - ${low}) * (1 - abs(2 * (e / ${period} % 1) - 1))`,
  plateau: () => 'plateau["factor"]',
};

const RESTARTED = `def restarted(e, period, growth):
    """The share of its period that has passed; each is \`growth\` times as long as the last."""
    start = 0
    while e >= start + period:
        start += period
        period *= growth
    return (e - start) / period


`;

const plateauPython = ({
  patience,
  drop,
  floor,
}: RateSchedule): string => `plateau = {"best": math.inf, "since": 0, "factor": 1.0}


def observe(loss):
    """Lowers the rate once the loss has not become better for ${patience} epochs."""
    if loss < plateau["best"] * (1 - ${BETTER}):
        plateau.update(best=loss, since=0)
        return
    plateau["since"] += 1
    if plateau["since"] >= ${patience}:
        plateau.update(since=0, factor=min(plateau["factor"], max(${floor}, plateau["factor"] * ${drop})))


`;

/** Needs `import math`. */
export function schedulePython(schedule: RateSchedule): string {
  const { name, warmup } = schedule;
  const risen = warmup > 0 ? `min(1.0, (epochs + of_step) / ${warmup}) * ` : '';
  const before = name === 'cosineRestarts' ? RESTARTED : name === 'plateau' ? plateauPython(schedule) : '';
  return `${before}def factor(epochs, of_step):
    """Share of the learning rate after so many epochs; a step of the warm-up has the rate of its end."""
    e = max(0.0, epochs - ${warmup})
    return ${risen}(${FACTORS[name](schedule)})
`;
}
