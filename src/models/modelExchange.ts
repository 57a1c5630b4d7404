/**
 * What is loaded when somebody takes a network away or brings one in: the formats, what makes their input, and the readers. One module, so that it is one chunk,
 * for the dialog and for scripts.
 */
import { failed } from '#messages/Failure.ts';
import * as failures from '#messages/generated/modelErrors.ts';
import type { ModelFormat } from './ModelFormat.ts';
import { MODEL_FORMATS } from './registry.ts';

export { placeModel } from './import/placeModel.ts';
export { readModel } from './import/readModel.ts';
export { makeModel } from './makeModel.ts';
export { exportFiles, MODEL_FORMATS } from './registry.ts';

/** @throws for a name that no format has */
export function formatNamed(name: string): ModelFormat {
  const found = MODEL_FORMATS.find((format) => format.name === name);
  if (found) return found;
  throw failed(failures.noFormat({ name, formats: MODEL_FORMATS.map((format) => format.name).join(', ') }));
}
