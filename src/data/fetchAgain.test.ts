import { expect, test, vi } from 'vitest';
import { fetchAgain } from './fetchAgain.ts';

const URL_OF = 'https://example.org/a.bin';
const responses = (...list: (number | Error)[]) =>
  vi.fn(() => {
    const next = list.shift()!;
    return next instanceof Error
      ? Promise.reject(next)
      : Promise.resolve(new Response('x', { status: next }));
  });

test('a file that loads is fetched once', async () => {
  const load = responses(200);
  expect((await fetchAgain(URL_OF, { load })).status).toBe(200);
  expect(load).toHaveBeenCalledTimes(1);
});

test.each([[new TypeError('Failed to fetch')], [404], [503]])(
  'after %s it is fetched again',
  async (first) => {
    const load = responses(first, 200);
    expect((await fetchAgain(URL_OF, { load })).status).toBe(200);
    expect(load).toHaveBeenCalledTimes(2);
  },
);

test('the second error response is returned', async () => {
  expect((await fetchAgain(URL_OF, { load: responses(404, 404) })).status).toBe(404);
  await expect(fetchAgain(URL_OF, { load: responses(404, new TypeError('gone')) })).rejects.toThrow('gone');
});

test('an abort ends it', async () => {
  const control = new AbortController();
  const load = vi.fn(() => {
    control.abort(new Error('chose another set'));
    return Promise.reject(new TypeError('aborted'));
  });
  await expect(fetchAgain(URL_OF, { load, signal: control.signal })).rejects.toThrow('chose another set');
  expect(load).toHaveBeenCalledTimes(1);
});
