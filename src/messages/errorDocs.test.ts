/**
 * The tables of docs/errors.md are generated from the catalogue by this test. After a change:
 * `npx vitest run -u --project unit src/messages/errorDocs.test.ts`.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const PAGE = join(import.meta.dirname, '../../docs/errors.md');
const BEGIN = '<!-- Written by src/messages/errorDocs.test.ts, from here -->\n';

/** The areas whose failures a script can meet, in the order of the page. */
const AREAS: Readonly<Record<string, string>> = {
  callErrors: 'A call was given what it cannot take, or was ended before it began',
  experimentErrors:
    'An experiment has fields that are wrong; `error.problems` has path, code, values and sentence of each',
  embedErrors:
    'A page around an embedded playground asked what its address does not allow, or what there is not (embedding.md)',
  shareErrors: 'A link or a text holds no experiment that can be opened',
  lessonErrors: 'A lesson or a step is not there',
  modelErrors: 'A network cannot be taken away, or a file holds no network that can be opened',
  parameterErrors: 'Parameters do not fit the network',
  clientErrors: 'A request, a measurement or the engine ended before it had a result',
  serverErrors: 'The server refused a request or a fault, or could not compute',
  sweepErrors: 'A training sweep was given what it cannot take',
  loadgenErrors: 'A load or sweep was given what it cannot take, or tells what went wrong in it',
  inspectErrors: 'A sample, a state or mistakes that this run does not have',
  trainerErrors: 'Training ended, or could not begin',
  diagnosisErrors: 'What is wrong with a run, and what may help (`diagnose`)',
  deviceErrors: 'Why a device does not work (`reason`)',
  kernelErrors: 'A device could not compute a call',
  dataErrors: 'The images of a data set could not be loaded',
  workerErrors: 'A worker could not be loaded, or has stopped',
};

function textsOf(area: string): Record<string, string> {
  const file = join(import.meta.dirname, 'en', `${area}.json`);
  return JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
}

test('docs/errors.md has the codes of the catalogue with their sentences', async () => {
  const [before] = readFileSync(PAGE, 'utf8').split(BEGIN);
  const tables = Object.entries(AREAS).map(([area, about]) => {
    const rows = Object.entries(textsOf(area)).map(([key, text]) => `| \`${area}.${key}\` | ${text} |\n`);
    return `\n### ${area}\n\n${about}.\n\n| code | sentence |\n|---|---|\n${rows.join('')}`;
  });
  await expect(`${before}${BEGIN}${tables.join('')}`).toMatchFileSnapshot(PAGE);
});
