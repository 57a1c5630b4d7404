/**
 * The content of somebody's own data in untrusted input: parts that are missing are filled, and it is said whether facts can be
 * made of it. What is wrong stays as it is, for the schema and the rules to report. Drawn points may come as a list.
 */
import { isOwnSet, type DataSetName, type OwnSetName } from '#datasets/registry.ts';
import type { Json } from './copyJson.ts';
import { DEFAULT_DRAWN, DEFAULT_FORMULA } from './dataFacts.ts';
import type { OwnData } from './defaults.ts';
import { packPoints, pointsFault } from './drawnPoints.ts';
import { dataSchema } from './experiment.ts';
import { DEFAULT_TABLE, tableFault } from './tableData.ts';
import { formulaProblem } from './formulaData.ts';

interface OwnContent {
  /** To be laid over the data section. */
  readonly filled: { [key: string]: Json };
  /** Content that facts can be made of; empty where there is none, or none that is valid. */
  readonly valid: OwnData;
}

const DEFAULTS = { drawn: DEFAULT_DRAWN, formula: DEFAULT_FORMULA, table: DEFAULT_TABLE };

/** @param data the data section, as it came */
export function ownContent(set: DataSetName, data: Json | undefined): OwnContent {
  if (!isOwnSet(set)) return { filled: {}, valid: {} };
  const given = isObject(data) ? data[set] : undefined;
  if (given !== undefined && !isObject(given)) return { filled: { [set]: given }, valid: {} };
  const content = { ...DEFAULTS[set], ...given };
  return {
    filled: { [set]: set === 'drawn' ? withText(content) : content },
    valid: validContent(content, set),
  };
}

function validContent(content: Json, set: OwnSetName): OwnData {
  if (set === 'table') {
    const { success, data: table } = dataSchema.shape.table.safeParse(content);
    return success && table && tableFault(table) === null ? { table } : {};
  }
  if (set === 'formula') {
    const { success, data: formula } = dataSchema.shape.formula.safeParse(content);
    return success && formula && formulaProblem(formula) === null ? { formula } : {};
  }
  const { success, data: drawn } = dataSchema.shape.drawn.safeParse(withText(content));
  return success && drawn && pointsFault(drawn) === null ? { drawn } : {};
}

/** Points as a list `[[x1, x2, label], …]` become their text; what is no such list stays for the schema to report. */
function withText(content: Json): Json {
  if (!isObject(content)) return content;
  const { points, labels, classes } = content;
  if (!Array.isArray(points)) return content;
  if (labels !== 'classes' && labels !== 'values') return content;
  if (typeof classes !== 'number' || !points.every(isPoint)) return content;
  return { ...content, points: packPoints(points, { labels, classes }) };
}

const isPoint = (point: Json): point is [number, number, number] =>
  Array.isArray(point) &&
  point.length === 3 &&
  point.every((each) => typeof each === 'number' && Number.isFinite(each));

function isObject(value: Json | undefined): value is { [key: string]: Json } {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
