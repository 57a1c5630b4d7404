/**
 * The files of a sample lie in `module/`, where `go test` runs them; here they are held to what the exporter writes. `npm run
 * verify:exports` runs many networks in Go.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { exportFiles } from '../../registry.ts';
import { modelOf } from '../../testing/modelOf.ts';
import { goService } from './format.ts';

const FOLDER = join(import.meta.dirname, 'module');
const sample = modelOf({
  title: 'Penguins',
  data: { set: 'penguins' },
  network: { hidden: [{ units: 8, activation: 'tanh' }] },
  serving: {
    pattern: 'batched',
    policy: 'triton',
    maxBatchSize: 64,
    maxQueueDelayUs: 1_000,
    preferredBatchSizes: [16],
  },
});

test('the sample in module/ is what the exporter writes', async () => {
  const files = exportFiles(goService, sample);
  for (const file of files) {
    const path = join(FOLDER, file.name);
    if ('bytes' in file) expect(new Uint8Array(readFileSync(path))).toEqual(file.bytes);
    else await expect(file.text).toMatchFileSnapshot(path);
  }
  expect(readdirSync(FOLDER).sort()).toEqual(files.map(({ name }) => name).sort());
});
