/** What a file of `formats/` exports: a file format for a measured run. `docs/adding.md` shows how. */
import type { RunTotals } from '../RunTotals.ts';
import type { RingView } from './RingView.ts';
import type { RunFacts } from './RunFacts.ts';

/** The requests kept in the ring, and the totals of all that ended. */
export interface MeasuredRun {
  readonly ring: RingView;
  readonly totals: RunTotals;
}

export interface RunFormat {
  /** Label in the menu. */
  readonly label: string;
  /** Description under the label: what reads it, or what it contains. */
  readonly about: string;
  /** End of the file's name, with its extension. */
  readonly suffix: string;
  /** Media type. */
  readonly type: string;
  /** Requests that the file lists one by one, at most; absent where it has totals of the whole run. */
  readonly mostRequests?: number;
  /** @returns the text of the file, valid also where no request was ok */
  make(run: MeasuredRun, facts: RunFacts): string;
}
