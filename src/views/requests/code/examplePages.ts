/** The examples of the code pane: description, Go text, and the TypeScript that runs. */
import type { PatternName } from '#state/patternFeed.ts';

export interface ExamplePage {
  readonly label: string;
  readonly about: string;
  readonly go: string;
  readonly ts: string;
}

const SOURCES = import.meta.glob<string>(
  ['../../../channel/examples/*.go', '../../../channel/examples/*.ts', '!**/*.test.ts'],
  { query: '?raw', import: 'default', eager: true },
);

const WORDS: Readonly<Record<PatternName, Pick<ExamplePage, 'label' | 'about'>>> = {
  fanOut: {
    label: 'Fan out, gather',
    about:
      'One goroutine per request, all at once. The channel has no buffer, so each waits until the reader takes its answer.',
  },
  buffered: {
    label: 'Buffered channel',
    about: 'The buffer has room for every answer: no sender waits, and the reader may come later.',
  },
  limited: {
    label: 'errgroup with a limit',
    about: 'At most 16 requests at once. The first error would cancel the others through the context.',
  },
  pool: {
    label: 'Worker pool',
    about:
      'Eight workers share one channel of jobs: a slow reader holds the workers back, and they the jobs.',
  },
  pipeline: {
    label: 'Pipeline',
    about:
      'Stages joined by channels: a source, four workers, a reader. A slow reader slows every stage before it.',
  },
  timeout: {
    label: 'Select with a timeout',
    about: 'Whichever comes first: the next answer, or the end of 250 ms. Later answers go into the buffer.',
  },
  leak: {
    label: 'The leak',
    about:
      'Takes the first answer and returns. Every other sender waits for a reader that never comes. Go 1.26 has a goroutineleak profile for exactly this.',
  },
  mended: {
    label: 'The leak, fixed',
    about: 'The same early return, with room in the buffer for each sender: all end, and nothing is left.',
  },
};

/** @throws when the example has no page. */
export function examplePage(name: PatternName): ExamplePage {
  const source = (language: string): string => {
    const text = SOURCES[`../../../channel/examples/${name}.${language}`];
    if (text === undefined) throw new Error(`The example ${name} has no ${language} text.`);
    return text;
  };
  return { ...WORDS[name], go: source('go'), ts: source('ts') };
}
