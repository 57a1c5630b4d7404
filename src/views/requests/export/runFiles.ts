/** What the menu of exports says of a file, and how the file is named. The formats are in `trace/export/formats/`. */
import { countText } from '#messages/numberText.ts';
import type { LoadTrace } from '#state/feeds.ts';
import { sweepStore } from '#state/sweepStore.ts';
import { perfAnalyzerCsv } from '#trace/export/formats/reportCsv.ts';
import type { RunFormat } from '#trace/export/RunFormat.ts';
import { sweepRows } from './sweepRows.ts';

/** Which part of the run a file holds; null where it is the whole run. */
export function partOf(
  { mostRequests }: Pick<RunFormat, 'mostRequests'>,
  { ring, leftOut }: Pick<LoadTrace, 'ring' | 'leftOut'>,
): { readonly held: number; readonly total: number } | null {
  if (mostRequests === undefined) return null;
  const total = ring.total + leftOut;
  const held = Math.min(mostRequests, ring.total - ring.first);
  return held < total ? { held, total } : null;
}

/** The last part of the name: a file that holds a part of the run says so itself, wherever it is moved. */
export function fileSuffix(file: Pick<RunFormat, 'mostRequests' | 'suffix'>, trace: LoadTrace): string {
  const part = partOf(file, trace);
  return part ? `newest-${part.held}-of-${part.total}-${file.suffix}` : file.suffix;
}

/** What is said of a file in the menu. */
export function aboutText(file: Pick<RunFormat, 'mostRequests' | 'about'>, trace: LoadTrace): string {
  const part = partOf(file, trace);
  return part
    ? `${file.about}; the newest ${countText(part.held)} of ${countText(part.total)} requests`
    : file.about;
}

/** The last sweep, one row per point. */
export function sweepReport(): string {
  const { over, points } = sweepStore.getState();
  return perfAnalyzerCsv(sweepRows(points), over === 'concurrency' ? 'Concurrency' : 'Request Rate');
}
