import { expect, test } from 'vitest';
import { isEmbedded, readEmbed } from './readEmbed.ts';

test('a page is embedded where its address says so', () => {
  expect(['', '?x=embed', '?embed', '?a=1&embed=data'].map(isEmbedded)).toEqual([false, false, true, true]);
});

test('parts in their own order; unknown ones do not count; none is the network, its output and play', () => {
  expect(readEmbed('?embed=output,data,nonsense').shown).toEqual(['data', 'output']);
  for (const search of ['?embed', '?embed=', '?embed=nonsense']) {
    expect(readEmbed(search).shown).toEqual(['network', 'output', 'play']);
  }
});

test('nobody may call by default; only exact origins may', () => {
  expect(readEmbed('?embed').allowed).toEqual([]);
  const wrong = [
    '*',
    'null',
    'school.example',
    'https://school.example/',
    'https://school.example/path',
    'https://user@school.example',
    'HTTPS://school.example',
    'https://school.example:443',
    'javascript:alert(1)',
    'file://',
    'data:text/html,x',
  ];
  for (const origin of wrong) {
    expect(readEmbed(`?embed&allow=${encodeURIComponent(origin)}`).allowed, origin).toEqual([]);
  }
  const right = 'https://school.example,http://localhost:8080';
  expect(readEmbed(`?embed&allow=${right}&allow=https://b.example`).allowed).toEqual([
    'https://school.example',
    'http://localhost:8080',
    'https://b.example',
  ]);
});

test('the theme is one of two, or the system’s', () => {
  expect(readEmbed('?embed&theme=dark').theme).toBe('dark');
  expect(readEmbed('?embed&theme=pink').theme).toBeUndefined();
});
