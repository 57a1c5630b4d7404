/** Validates a block of requests. @returns what is wrong; null when nothing is */
import type { Failure } from '#messages/Failure.ts';
import * as failures from '#messages/generated/serverErrors.ts';
import type { NetworkShape } from '#nn/NetworkShape.ts';
import type { RequestBlock } from '#protocol/server.ts';

export function requestProblem(
  block: RequestBlock,
  shape: NetworkShape | null,
  priorityLevels: number,
): Failure | null {
  const { ids, rows, priority, timeoutMs } = block;
  if (!shape) return failures.noNetwork();
  if (rows.length !== ids.length * shape.inputs) {
    return failures.rowWidth({ inputs: shape.inputs, given: String(rows.length / ids.length) });
  }
  const isLevel = (value: number): boolean =>
    Number.isInteger(value) && value >= 1 && value <= priorityLevels;
  if (priority !== undefined && !isLevel(priority)) {
    return failures.priority({ levels: priorityLevels, given: String(priority) });
  }
  if (timeoutMs !== undefined && !(timeoutMs >= 0)) {
    return failures.timeout({ given: String(timeoutMs) });
  }
  return null;
}
