import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { importModule, MissingPart } from './importModule.ts';
import { whyMissing } from './whyMissing.ts';

const ADDRESS = { page: 'https://example.org/fanout/', entry: './assets/index-old.js' };
const answers = (status: number, html: string) => () => Promise.resolve(new Response(html, { status }));
const page = (entry: string): string => `<script type="module" src="${entry}"></script><div id="root">`;

describe('whyMissing', () => {
  it('it recognises a new build of the page', async () => {
    expect(await whyMissing(ADDRESS, answers(200, page('./assets/index-new.js')))).toBe('updated');
  });
  it('the same build, or a foreign page, is not a new build', async () => {
    expect(await whyMissing(ADDRESS, answers(200, page('./assets/index-old.js')))).toBe('unknown');
    expect(await whyMissing(ADDRESS, answers(200, '<h1>Please log in</h1>'))).toBe('unknown');
  });
  it('it recognises an unreachable server', async () => {
    expect(await whyMissing(ADDRESS, () => Promise.reject(new TypeError('Failed to fetch')))).toBe(
      'unreachable',
    );
    expect(await whyMissing(ADDRESS, answers(503, ''))).toBe('unreachable');
  });
});

describe('importModule', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal('location', { href: `${ADDRESS.page}#abc` });
    vi.stubGlobal('document', { querySelector: () => ({ getAttribute: () => ADDRESS.entry }) });
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it('it tries a second time', async () => {
    const load = vi
      .fn<() => Promise<number>>()
      .mockRejectedValueOnce(new TypeError('gone'))
      .mockResolvedValue(7);
    const brought = importModule(() => 'The engine', load);
    await vi.runAllTimersAsync();
    expect(await brought).toBe(7);
  });

  it.each([
    [page('./assets/index-new.js'), /updated.*Reload for the new version/],
    [page('./assets/index-old.js'), /^The engine could not be loaded\. Try again, or reload/],
  ])('says what happened and what to do', async (html, text) => {
    vi.stubGlobal('fetch', answers(200, html));
    const brought = importModule(
      () => 'The engine',
      () => Promise.reject(new TypeError('gone')),
    );
    const heard = brought.catch((error: unknown) => error);
    await vi.runAllTimersAsync();
    const error = await heard;
    expect(error).toBeInstanceOf(MissingPart);
    expect((error as Error).message).toMatch(text);
  });
});
