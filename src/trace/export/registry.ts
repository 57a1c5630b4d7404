/** Export formats of a measured run, in the order of the menu. To add one: a file in `formats/`, and its line here. */
import { openMetricsText } from './formats/openMetricsText.ts';
import { perfettoTrace } from './formats/perfettoTrace.ts';
import { reportCsv } from './formats/reportCsv.ts';
import { requestsCsv } from './formats/requestsCsv.ts';
import { requestsJson } from './formats/requestsJson.ts';
import type { RunFormat } from './RunFormat.ts';

export const RUN_FORMATS: readonly RunFormat[] = [
  perfettoTrace,
  reportCsv,
  requestsCsv,
  requestsJson,
  openMetricsText,
];
