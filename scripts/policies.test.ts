/** The Content-Security-Policy stands in three files, each in the language of its tool: they say the same. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const read = (path: string): string => readFileSync(join(import.meta.dirname, '..', path), 'utf8');

/** Directives between double quotes, as the build and Terraform list them. */
const listed = (text: string): string[] =>
  [...text.matchAll(/^\s*"([a-z-]+-(?:src|uri|action) [^"]+)",$/gm)].map(([, directive]) => directive!);

const built = listed(read('vite.config.ts'));

test('the build has a policy that lets nothing leave the page', () => {
  expect(built).toContain("default-src 'none'");
  expect(built).toContain("connect-src 'self'");
});

test('nginx sends the policy of the build', () => {
  const sent = /Content-Security-Policy "([^"]*)"/.exec(read('deploy/nginx.conf'))?.[1];
  expect(sent?.split('; ')).toEqual(built);
});

test('CloudFront sends the policy of the build', () => {
  expect(listed(read('deploy/terraform/main.tf'))).toEqual(built);
});
