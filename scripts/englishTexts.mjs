/** All English texts by `area.key` or `registry.member.field`, in the order that gives each its place in other languages. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { registryTexts } from './registryTexts.mjs';

export const MESSAGES = fileURLToPath(new URL('../src/messages/', import.meta.url));

/** The JSON files of a folder: name without its end, and texts. */
export const jsonFiles = (folder) =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => ({
      name: file.slice(0, -'.json'.length),
      texts: JSON.parse(readFileSync(join(folder, file), 'utf8')),
    }));

export const readAreas = () => jsonFiles(join(MESSAGES, 'en'));

/** @returns {Promise<Readonly<Record<string, string>>>} ICU text by code */
export async function englishTexts() {
  const english = Object.fromEntries(
    readAreas().flatMap(({ name, texts }) =>
      Object.entries(texts).map(([key, text]) => [`${name}.${key}`, text]),
    ),
  );
  // What a registry's member says of itself is translated by its place in the registry; its English stands in its own file.
  return Object.assign(english, await registryTexts());
}
