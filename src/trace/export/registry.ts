/** All export formats, in the order of the menu. To add one: a file in `formats/`, and its line here. */
import type { ExportFormat } from './ExportFormat.ts';
import { openMetricsText } from './formats/openMetricsText.ts';
import { perfettoTrace } from './formats/perfettoTrace.ts';
import { reportCsv } from './formats/reportCsv.ts';
import { requestsCsv } from './formats/requestsCsv.ts';
import { requestsJson } from './formats/requestsJson.ts';
import { sweepCsv } from './formats/sweepCsv.ts';

export const EXPORT_FORMATS: readonly ExportFormat[] = [
  perfettoTrace,
  reportCsv,
  requestsCsv,
  requestsJson,
  openMetricsText,
  sweepCsv,
];
