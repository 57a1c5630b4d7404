/** Opens what somebody drops or chooses as a model: files of other programs, and experiments of Fanout's own. */
import { linkRun } from '#client/linkedRuns.ts';
import type { Experiment } from '#experiment/experiment.ts';
import { failed } from '#messages/Failure.ts';
import * as say from '#messages/generated/boot.ts';
import { modelTooLarge } from '#messages/generated/commandErrors.ts';
import { bytesText } from '#messages/numberText.ts';
import { experimentStore } from '#state/experimentStore.ts';
import { importModule } from './importModule.ts';
import { readSource } from './readSource.ts';

/** A file of the browser, or one that a script made. */
export type FileToRead = File | { readonly name: string; readonly bytes: Uint8Array };

// Newer browsers give files a method `bytes`, too.
const sizeOf = (file: FileToRead): number => (file instanceof Blob ? file.size : file.bytes.length);
const bytesOf = async (file: FileToRead): Promise<Uint8Array> =>
  file instanceof Blob ? new Uint8Array(await file.arrayBuffer()) : file.bytes;

/** Whether a dropped file may be a part of a model; JSON may be an experiment, too, which the reader tells. */
export const isModelFile = ({ name, type }: Pick<File, 'name' | 'type'>): boolean =>
  /\.(onnx|safetensors|keras|json|bin)$/i.test(name) || type === 'application/json';

/** What a network of the largest size has room for, in any format; checked before a file is read. */
const MOST_BYTES = 64_000_000;

/**
 * The experiment of these files, which begins with their weights once it is opened. Opens nothing itself.
 * @throws Error with what is in the way; the present experiment stays
 */
export async function readModelFiles(files: readonly FileToRead[]): Promise<Experiment> {
  const size = files.reduce((sum, file) => sum + sizeOf(file), 0);
  if (size > MOST_BYTES) {
    const name = files.map((file) => file.name).join(', ');
    throw failed(modelTooLarge({ name, size: bytesText(size), most: bytesText(MOST_BYTES) }));
  }
  const given = await Promise.all(
    files.map(async (file) => ({ name: file.name, bytes: await bytesOf(file) })),
  );
  const [only] = given;
  if (only && given.length === 1 && /\.json$/i.test(only.name)) {
    const text = new TextDecoder().decode(only.bytes);
    if (!text.includes('"modelTopology"')) return readSource(text);
  }
  const { readModel, placeModel } = await importModule(
    say.modelFormats,
    () => import('#models/modelExchange.ts'),
  );
  const placed = placeModel(readModel(given), experimentStore.getState().experiment);
  linkRun(placed.experiment, placed);
  return placed.experiment;
}
