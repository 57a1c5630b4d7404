/** What the menu of exports says of a file, its name, and how it is made. The formats are in `trace/export/formats/`. */
import * as say from '#messages/generated/export.ts';
import type { LoadTrace } from '#state/feeds.ts';
import type { ServingState } from '#state/servingStore.ts';
import type { ExportFormat, MeasuredSweep, RunFormat } from '#trace/export/ExportFormat.ts';
import { runFacts } from './runFacts.ts';

/** All that has been measured. */
export interface Measured {
  readonly trace: LoadTrace;
  readonly serving: Pick<ServingState, 'report' | 'inFlight' | 'queued'>;
  readonly sweep: MeasuredSweep;
}

export interface ExportFile {
  readonly about: string;
  readonly name: string;
  /** Makes the text; null while nothing of its kind has been measured. */
  readonly make: (() => string) | null;
}

/**
 * @example
 * exportFile(reportCsv, measured).name // 'fanout-2026-11-30T10-00-00-report.csv'
 */
export function exportFile(format: ExportFormat, { trace, serving, sweep }: Measured): ExportFile {
  if (format.of === 'sweep') {
    const make = sweep.points.length === 0 ? null : () => format.make(sweep);
    return { about: format.about, name: `fanout-${format.suffix}`, make };
  }
  const facts = runFacts(trace, serving);
  return {
    about: aboutText(format, trace),
    name: `fanout-${fileStamp(trace.startedAt)}-${fileSuffix(format, trace)}`,
    make: trace.ring.total === 0 || facts === null ? null : () => format.make(trace, facts),
  };
}

/** Which part of the run a file holds; null where it is the whole run. */
function partOf(
  { mostRequests }: Pick<RunFormat, 'mostRequests'>,
  { ring, leftOut }: Pick<LoadTrace, 'ring' | 'leftOut'>,
): { readonly held: number; readonly total: number } | null {
  if (mostRequests === undefined) return null;
  const total = ring.total + leftOut;
  const held = Math.min(mostRequests, ring.total - ring.first);
  return held < total ? { held, total } : null;
}

/** The last part of the name: a file that holds a part of the run says so itself, wherever it is moved. */
function fileSuffix(format: RunFormat, trace: LoadTrace): string {
  const part = partOf(format, trace);
  return part ? `newest-${part.held}-of-${part.total}-${format.suffix}` : format.suffix;
}

function aboutText(format: RunFormat, trace: LoadTrace): string {
  const part = partOf(format, trace);
  return part ? say.newestOf({ about: format.about, ...part }) : format.about;
}

const fileStamp = (startedAt: number): string =>
  new Date(startedAt).toISOString().slice(0, 19).replaceAll(':', '-');
