import { createHash } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packPage, type PageParts } from './packPage.mjs';

const PARTS: PageParts = {
  html: `<!doctype html><html><head><meta charset="utf-8" /><link rel="icon" href="/favicon.svg" />
<link rel="stylesheet" crossorigin href="./assets/a.css"><script src="/early.js"></script>
<script type="module" crossorigin src="./assets/main.js"></script></head><body><div id="root">$&</div></body></html>`,
  css: 'a { color: red }',
  icon: '<svg/>',
  early: 'early()',
  loader: 'load("$&")',
  entry: 'assets/main.js',
  files: [{ name: 'assets/main.js', bytes: new TextEncoder().encode('</script><!-- main() -->') }],
};

const heldIn = (page: string) =>
  JSON.parse(/id="fanout-files">(.*?)<\/script>/s.exec(page)![1]!) as {
    entry: string;
    files: { name: string; isDeflated: boolean; base64: string }[];
  };

describe('packPage', () => {
  it('names no file beside the page', () => {
    const page = packPage(PARTS);
    expect(page).not.toMatch(/\b(src|href)="(?!data:)/);
    expect(page.match(/<script\b/g)).toHaveLength(3);
    expect(page).toContain('<div id="root">$&</div>');
  });

  it('lets run exactly the scripts and styles that it holds', () => {
    const page = packPage(PARTS);
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)![1]!;
    const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
    expect(policy).toContain(`script-src ${hash(PARTS.early)} ${hash(PARTS.loader)} blob:`);
    expect(policy).toContain(`style-src ${hash(PARTS.css)}`);
    expect(policy).not.toContain('unsafe-inline');
    for (const text of [PARTS.early, PARTS.loader, PARTS.css]) expect(page).toContain(`>${text}<`);
  });

  it('gives back every byte of every file', () => {
    const file = fc.record({ name: fc.string(), bytes: fc.uint8Array(), isCompressed: fc.boolean() });
    fc.assert(
      fc.property(fc.array(file), (files) => {
        const held = heldIn(packPage({ ...PARTS, files }));
        expect(held.files.map(({ name }) => name)).toEqual(files.map(({ name }) => name));
        for (const [i, { isDeflated, base64 }] of held.files.entries()) {
          const bytes = Buffer.from(base64, 'base64');
          expect(Uint8Array.from(isDeflated ? inflateRawSync(bytes) : bytes)).toEqual(files[i]!.bytes);
          expect(isDeflated).toBe(!files[i]!.isCompressed);
        }
      }),
    );
  });

  it('refuses what would end a script inside the page, and a page that needs other files', () => {
    expect(() => packPage({ ...PARTS, loader: '"</script>"' })).toThrow(/loader\.js/);
    const html = PARTS.html.replace('<body>', '<body><img src="./a.png">');
    expect(() => packPage({ ...PARTS, html })).toThrow(/a\.png/);
  });
});
