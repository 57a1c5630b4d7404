/** The examples of the code pane: what each teaches, its Go text, and the very TypeScript that runs. */
import type { PatternName } from '../../../state/patternFeed.ts';

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
      'One goroutine a request. All are in flight at once; on an unbuffered channel each waits for the reader to take its answer.',
  },
  buffered: {
    label: 'Buffered channel',
    about: 'A place in the buffer for every answer: no sender ever waits, and the reader may come later.',
  },
  limited: {
    label: 'errgroup with a limit',
    about: 'At most 16 requests in flight. The first error would call the others off through the context.',
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
    about:
      'Whichever comes first: the next answer, or the end of 250 ms. What comes later finds its place in the buffer.',
  },
  leak: {
    label: 'The leak',
    about:
      'Takes the first answer and returns. Every other sender waits for a reader that never comes. Go 1.26 has a goroutineleak profile for exactly this.',
  },
  mended: {
    label: 'The leak, mended',
    about: 'The same early return, with a place in the buffer for each sender: all end, and nothing is left.',
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
