/** The examples of the code pane: description, Go text, and the TypeScript that runs. */
import { bug } from '#messages/bug.ts';
import * as say from '#messages/generated/code.ts';
import type { PatternName } from '#state/patternFeed.ts';

export interface ExamplePage {
  label(): string;
  about(): string;
  readonly go: string;
  readonly ts: string;
}

const SOURCES = import.meta.glob<string>(
  ['../../../channel/examples/*.go', '../../../channel/examples/*.ts', '!**/*.test.ts'],
  { query: '?raw', import: 'default', eager: true },
);

const WORDS: Readonly<Record<PatternName, Pick<ExamplePage, 'label' | 'about'>>> = {
  fanOut: { label: say.fanOut, about: say.fanOutAbout },
  buffered: { label: say.buffered, about: say.bufferedAbout },
  limited: { label: say.limited, about: say.limitedAbout },
  pool: { label: say.pool, about: say.poolAbout },
  pipeline: { label: say.pipeline, about: say.pipelineAbout },
  timeout: { label: say.timeout, about: say.timeoutAbout },
  leak: { label: say.leak, about: say.leakAbout },
  mended: { label: say.mended, about: say.mendedAbout },
};

/** @throws when the example has no page. */
export function examplePage(name: PatternName): ExamplePage {
  const source = (language: string): string => {
    const text = SOURCES[`../../../channel/examples/${name}.${language}`];
    if (text === undefined) throw bug(`The example ${name} has no ${language} text.`);
    return text;
  };
  return { ...WORDS[name], go: source('go'), ts: source('ts') };
}
