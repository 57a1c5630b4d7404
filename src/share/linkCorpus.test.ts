/** Links that have been given away open for ever, as the experiments that they were made from. */
import { expect, test } from 'vitest';
import { fromBase64url } from './base64url.ts';
import { compact } from './compact.ts';
import { decodeLink } from './decodeLink.ts';
import { inflateCapped } from './inflateCapped.ts';
import corpus from './linkCorpus.json' with { type: 'json' };

/** The JSON inside a link. */
async function textIn(link: string): Promise<string> {
  const packed = fromBase64url(link.slice(link.indexOf('.') + 1))!;
  return new TextDecoder().decode(await inflateCapped(packed));
}

test('there are links of each format', () => {
  expect(new Set(corpus.map(({ format }) => format))).toEqual(new Set([1, 2, 3]));
  for (const { format, link } of corpus) expect(link.startsWith(`v${format}.`)).toBe(true);
});

test.each(corpus)('format $format: $about', async ({ link, holds, trained }) => {
  const opened = await decodeLink(link);
  expect(opened.experiment).toMatchSnapshot();
  if (trained) {
    const { parameters, ...place } = trained;
    expect(opened.trained).toEqual({ ...place, parameters: Float32Array.from(parameters) });
  }
  // Made today, it would hold the same text, but for what migrations have changed.
  const { trained: _weights, ...inside } = JSON.parse(await textIn(link)) as Record<string, unknown>;
  expect(inside).toEqual(holds);
  if (holds.version === 2) expect(JSON.stringify(compact(opened.experiment))).toBe(JSON.stringify(inside));
});
