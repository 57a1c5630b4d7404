/**
 * Pairwise covering arrays: few rows of settings in which every two levels of every two factors occur together at least once.
 * Greedy and deterministic (after Cohen et al. 1997, "The AETG system"): each row starts from a pair not yet covered and
 * takes, factor by factor, the level that covers most new pairs with what the row already has.
 */
import { bug } from '#messages/bug.ts';

export type Factors = Readonly<Record<string, readonly (string | number)[]>>;
export type Row<F extends Factors> = { readonly [K in keyof F]: F[K][number] };

/** Whether settings may be combined; called with incomplete rows, too. */
export type Constraint<F extends Factors> = (partial: Partial<Row<F>>) => boolean;

interface Setting {
  readonly factor: string;
  readonly level: string | number;
}

const keyOf = (a: Setting, b: Setting): string =>
  [a, b]
    .map(({ factor, level }) => `${factor}=${level}`)
    .sort()
    .join('&');

/** All pairs of settings of two different factors that the constraint allows. */
export function allowedPairs<F extends Factors>(
  factors: F,
  isAllowed: Constraint<F>,
): Map<string, Setting[]> {
  const pairs = new Map<string, Setting[]>();
  const names = Object.keys(factors);
  for (const [i, first] of names.entries()) {
    for (const second of names.slice(i + 1)) {
      for (const a of factors[first]!) {
        for (const b of factors[second]!) {
          if (!isAllowed({ [first]: a, [second]: b } as Partial<Row<F>>)) continue;
          const pair = [
            { factor: first, level: a },
            { factor: second, level: b },
          ];
          pairs.set(keyOf(pair[0]!, pair[1]!), pair);
        }
      }
    }
  }
  return pairs;
}

/** Keys of the pairs in a complete or incomplete row. */
export function pairsIn(row: Readonly<Record<string, string | number>>): string[] {
  const settings = Object.entries(row).map(([factor, level]): Setting => ({ factor, level }));
  return settings.flatMap((a, i) => settings.slice(i + 1).map((b) => keyOf(a, b)));
}

export function coveringArray<F extends Factors>(factors: F, isAllowed: Constraint<F>): Row<F>[] {
  const missing = allowedPairs(factors, isAllowed);
  const rows: Row<F>[] = [];
  for (let turn = 0; missing.size > 0; turn++) {
    const [[, start]] = missing as unknown as [[string, Setting[]]];
    const row: Record<string, string | number> = Object.fromEntries(
      start.map(({ factor, level }) => [factor, level]),
    );
    for (const [factor, levels] of Object.entries(factors)) {
      if (factor in row) continue;
      let best: { level: string | number; gain: number } | null = null;
      for (let i = 0; i < levels.length; i++) {
        // Ties are broken differently in every row.
        const level = levels[(i + turn) % levels.length]!;
        if (!isAllowed({ ...row, [factor]: level } as Partial<Row<F>>)) continue;
        const gain = Object.entries(row).filter(([other, its]) =>
          missing.has(keyOf({ factor, level }, { factor: other, level: its })),
        ).length;
        if (!best || gain > best.gain) best = { level, gain };
      }
      if (!best) throw bug(`no level of ${factor} may be combined with ${JSON.stringify(row)}`);
      row[factor] = best.level;
    }
    for (const key of pairsIn(row)) missing.delete(key);
    rows.push(row as Row<F>);
  }
  return rows;
}
