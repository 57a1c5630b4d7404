/** What a file of `formats/` exports: a file format for a measured run or for a capacity sweep. `docs/adding.md` shows how. */
import type { RunTotals } from '../RunTotals.ts';
import type { RingView } from './RingView.ts';
import type { RunFacts } from './RunFacts.ts';

interface FileFormat {
  /** Label in the menu. */
  readonly label: string;
  /** Description under the label: what reads it, or what it contains. */
  readonly about: string;
  /** End of the file's name, with its extension. */
  readonly suffix: string;
  /** Media type. */
  readonly type: string;
}

/** The requests kept in the ring, and the totals of all that ended. */
export interface MeasuredRun {
  readonly ring: RingView;
  readonly totals: RunTotals;
}

export interface RunFormat extends FileFormat {
  readonly of: 'run';
  /** Requests that the file lists one by one, at most; absent where it has totals of the whole run. */
  readonly mostRequests?: number;
  /** @returns the text of the file, valid also where no request was ok */
  make(run: MeasuredRun, facts: RunFacts): string;
}

/** The points of the last sweep, as far as files hold them. Times are ms. */
export interface MeasuredSweep {
  readonly over: 'concurrency' | 'rate';
  readonly points: readonly {
    /** Clients, or requests a second. */
    readonly x: number;
    readonly perSecond: number;
    readonly latencyMs: Readonly<Record<'p50' | 'p90' | 'p95' | 'p99', number>>;
    /** Mean of each stage. */
    readonly stagesMs: Readonly<
      Record<'send' | 'queue' | 'batchWait' | 'compute' | 'readBack' | 'deliver', number>
    >;
  }[];
}

export interface SweepFormat extends FileFormat {
  readonly of: 'sweep';
  /** @returns the text of the file, valid also without a point */
  make(sweep: MeasuredSweep): string;
}

export type ExportFormat = RunFormat | SweepFormat;
