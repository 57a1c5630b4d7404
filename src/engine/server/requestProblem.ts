/** Validates a block of requests. @returns what is wrong, as a sentence for the caller; null when nothing is */
import type { NetworkShape } from '#nn/NetworkShape.ts';
import type { RequestBlock } from '#protocol/server.ts';

export function requestProblem(
  block: RequestBlock,
  shape: NetworkShape | null,
  priorityLevels: number,
): string | null {
  const { ids, rows, priority, timeoutMs } = block;
  if (!shape) return 'The server has not been told yet which network to serve.';
  if (rows.length !== ids.length * shape.inputs) {
    return `The served network takes rows of ${shape.inputs} inputs; these were ${rows.length / ids.length} long.`;
  }
  const isLevel = (value: number): boolean =>
    Number.isInteger(value) && value >= 1 && value <= priorityLevels;
  if (priority !== undefined && !isLevel(priority)) {
    return `priority must be a whole number from 1 (served first) to ${priorityLevels}, not ${priority}.`;
  }
  if (timeoutMs !== undefined && !(timeoutMs >= 0)) {
    return `timeoutMs must be 0 or more, not ${timeoutMs}.`;
  }
  return null;
}
