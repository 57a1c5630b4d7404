/** What a page around the playground can and cannot do. */
import fc from 'fast-check';
import { beforeEach, expect, test, vi } from 'vitest';
import type { Fanout } from '../Fanout.ts';
import { answerParent } from './answerParent.ts';
import { EMBED_CALLS } from './EmbedMessage.ts';

const FRIEND = 'https://school.example';
const parent = { postMessage: vi.fn() };
let listen: (event: unknown) => void;
const page = {
  parent,
  addEventListener: (_type: string, listener: unknown) => (listen = listener as typeof listen),
  removeEventListener: vi.fn(),
} as unknown as Parameters<typeof answerParent>[0];

const calls: Record<string, ReturnType<typeof vi.fn>> = {};
const fanout = new Proxy({} as Record<string, unknown>, {
  get: (_, name: string) =>
    name === 'ready'
      ? Promise.resolve({ name: 'wasm', works: true })
      : name === 'version'
        ? '1.2.3'
        : (calls[name] ??= vi.fn(async () => `${name} done`)),
}) as unknown as Fanout;

beforeEach(() => {
  parent.postMessage.mockReset();
  for (const name of Object.keys(calls)) delete calls[name];
  answerParent(page, [FRIEND], () => fanout);
});

interface Sent {
  readonly data: unknown;
  readonly origin?: string;
  readonly source?: unknown;
}
async function send({ data, origin = FRIEND, source = parent }: Sent): Promise<unknown[]> {
  listen({ data, origin, source });
  await new Promise((resolve) => setTimeout(resolve));
  return parent.postMessage.mock.calls;
}

test('a call with its arguments is answered to the origin that asked', async () => {
  const sent = await send({ data: { fanout: 1, id: 7, call: 'train', args: [{ epochs: 3 }] } });
  expect(calls['train']).toHaveBeenCalledWith({ epochs: 3 });
  expect(sent).toEqual([[{ fanout: 1, id: 7, result: 'train done' }, { targetOrigin: FRIEND }]]);
});

test('hello is answered at once, with the version', async () => {
  const [[answer]] = (await send({ data: { fanout: 1, id: 1, call: 'hello' } })) as [[unknown]];
  expect(answer).toEqual({ fanout: 1, id: 1, result: '1.2.3' });
});

test('ready waits for the device', async () => {
  const [[answer]] = (await send({ data: { fanout: 1, id: 1, call: 'ready' } })) as [[unknown]];
  expect(answer).toEqual({ fanout: 1, id: 1, result: { name: 'wasm', works: true } });
});

test('an error comes with its code', async () => {
  calls['train'] = vi.fn(async () => {
    throw Object.assign(new Error('No goal.'), { code: 'callErrors.noGoal' });
  });
  const [[answer]] = (await send({ data: { fanout: 1, id: 1, call: 'train' } })) as [[unknown]];
  expect(answer).toMatchObject({ error: { name: 'Error', message: 'No goal.', code: 'callErrors.noGoal' } });
});

test.each(['https://evil.example', 'http://school.example', 'https://school.example.evil.example'])(
  '%s is refused, and nothing is called',
  async (origin) => {
    for (const call of [...EMBED_CALLS, 'hello', 'ready'])
      await send({ data: { fanout: 1, id: 1, call }, origin });
    expect(Object.keys(calls)).toEqual([]);
    for (const [answer, target] of parent.postMessage.mock.calls) {
      expect(answer).toMatchObject({ error: { code: 'embedErrors.notAllowed' } });
      expect(answer).not.toHaveProperty('result');
      expect(target).toEqual({ targetOrigin: origin });
    }
    expect(parent.postMessage).toHaveBeenCalledTimes(EMBED_CALLS.length + 2);
  },
);

test('other windows, the page itself and pages without an origin get no answer at all', async () => {
  const data = { fanout: 1, id: 1, call: 'parameters' };
  await send({ data, source: { postMessage: vi.fn() } });
  await send({ data, source: page });
  await send({ data, source: null });
  await send({ data, origin: 'null' });
  expect(parent.postMessage).not.toHaveBeenCalled();
  expect(Object.keys(calls)).toEqual([]);
});

test.each([
  [{ fanout: 2, id: 1, call: 'train' }, 'embedErrors.otherVersion'],
  [{ fanout: 1, id: 1, call: 'importTable' }, 'embedErrors.noSuchCall'],
  [{ fanout: 1, id: 1, call: 'constructor' }, 'embedErrors.noSuchCall'],
  [{ fanout: 1, id: 1, call: '__proto__' }, 'embedErrors.noSuchCall'],
  [{ fanout: 1, id: 1, call: ['train'] }, 'embedErrors.noSuchCall'],
  [{ fanout: 1, id: 1, call: 'train', args: [1, 2, 3, 4] }, 'embedErrors.tooManyArguments'],
])('a wrong call is told why: %j', async (data, code) => {
  const [[answer]] = (await send({ data })) as [[unknown]];
  expect(answer).toMatchObject({ error: { code } });
  expect(Object.keys(calls)).toEqual([]);
});

test('any other message is ignored or refused, and nothing throws', async () => {
  await fc.assert(
    fc.asyncProperty(fc.anything(), async (data) => {
      parent.postMessage.mockReset();
      await send({ data });
      for (const [answer] of parent.postMessage.mock.calls) expect(answer).toHaveProperty('error');
    }),
    { numRuns: 500 },
  );
  expect(Object.keys(calls)).toEqual([]);
});

test('what no message carries comes back as an error', async () => {
  parent.postMessage.mockImplementationOnce(() => {
    throw new DOMException('could not be cloned', 'DataCloneError');
  });
  await send({ data: { fanout: 1, id: 1, call: 'stop' } });
  expect(parent.postMessage.mock.calls[1]).toMatchObject([{ error: { name: 'DataCloneError' } }, {}]);
});
