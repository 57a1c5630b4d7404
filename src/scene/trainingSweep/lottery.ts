/** The seed lottery: how many starts of one network were solved, how sure that share is, and how their losses lie. */
import type { CellResult } from '#state/trainingSweepStore.ts';
import type { SweepOrder } from '#sweep/readSettings.ts';
import { wilson } from '#sweep/wilson.ts';

/** Whether a sweep varies nothing but seeds. */
export const isLottery = (order: SweepOrder | null): boolean => order?.choice.over.length === 0;

export interface Lottery {
  /** Networks from the smallest test loss up; those without one at the end. */
  readonly order: readonly number[];
  readonly solved: number;
  /** Networks with a test loss. */
  readonly known: number;
  /** 95 % interval of the chance. */
  readonly interval: readonly [number, number];
}

/** @param below a network with a smaller test loss is solved */
export function lotteryOf(results: readonly CellResult[], below: number): Lottery {
  const lossOf = (id: number): number => {
    const loss = results[id]?.points.at(-1)?.testLoss ?? NaN;
    return Number.isFinite(loss) ? loss : Infinity;
  };
  const order = results.map((_, id) => id).sort((a, b) => compare(lossOf(a), lossOf(b)) || a - b);
  const known = results.filter(({ points }) => points.length > 0).length;
  const solved = order.filter((id) => lossOf(id) < below).length;
  return { order, solved, known, interval: wilson(solved, known) };
}

const compare = (a: number, b: number): number => (a < b ? -1 : a > b ? 1 : 0);
