/** Words for whoever opens a link or file: an experiment with others than it has on the page. */
import type { Experiment } from '#experiment/experiment.ts';

export const LINK_TEXTS = ['title', 'note', 'tryThis'] as const;

/** An empty text takes away what the experiment has; one left out leaves it. */
export interface LinkTexts {
  readonly title?: string;
  readonly note?: string;
  /** One sentence: what they may try. */
  readonly tryThis?: string;
}

/** @example withTexts(experiment, { note: '' }) // without its note */
export function withTexts(experiment: Experiment, texts: LinkTexts): Experiment {
  const next = { ...experiment };
  for (const name of LINK_TEXTS) {
    const text = texts[name]?.trim();
    if (text === '') delete next[name];
    else if (text !== undefined) next[name] = text;
  }
  return next;
}
