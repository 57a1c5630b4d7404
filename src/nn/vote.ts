/** A vote that is counted while the answers stream in, decided as soon as no later answer can change it. */

export interface Vote {
  /** Takes one member's class; −1 for an answer that is none, which is no vote. */
  cast(classIndex: number): void;
  /** The class that has won; null while it is open, and where no vote was cast. A tie at the end goes to the class that came first. */
  readonly winner: number | null;
  /** Answers that had come when it was decided. */
  readonly decidedAfter: number;
  /** True when all members said the same class. */
  readonly unanimous: boolean;
}

/** @param members votes that will be cast in all. */
export function createVote(members: number): Vote {
  /** In order of first appearance: a Map keeps it. */
  const counts = new Map<number, number>();
  let cast = 0;
  let winner: number | null = null;
  let decidedAfter = 0;
  return {
    cast(classIndex) {
      if (classIndex >= 0) counts.set(classIndex, (counts.get(classIndex) ?? 0) + 1);
      cast += 1;
      if (winner !== null) return;
      const [first, second] = [...counts].toSorted((a, b) => b[1] - a[1]);
      if (!first) return;
      const left = members - cast;
      // Whoever is second, or has no vote yet, can still win as many as are left.
      if (first[1] > (second?.[1] ?? 0) + left || left === 0) {
        winner = first[0];
        decidedAfter = cast;
      }
    },
    get winner() {
      return winner;
    },
    get decidedAfter() {
      return decidedAfter;
    },
    get unanimous() {
      return counts.size === 1 && [...counts.values()][0] === cast;
    },
  };
}
