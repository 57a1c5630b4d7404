/** Hands files of an export to the browser: one by itself, several as a zip. */
import { zipSync } from 'fflate';
import type { ModelFile } from '#models/ModelFormat.ts';
import { saveFile } from '../saveFile.ts';

const bytesOf = (file: ModelFile): Uint8Array =>
  'bytes' in file ? file.bytes : new TextEncoder().encode(file.text);

export const saveModelFile = (file: ModelFile): void =>
  saveFile(new Blob([Uint8Array.from(bytesOf(file))]), file.name.split('/').at(-1)!);

export function saveModelZip(files: readonly ModelFile[], name: string): void {
  const zip = zipSync(Object.fromEntries(files.map((file) => [file.name, bytesOf(file)])));
  saveFile(new Blob([Uint8Array.from(zip)], { type: 'application/zip' }), name);
}
