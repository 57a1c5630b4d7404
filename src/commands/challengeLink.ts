/**
 * Links of challenges: `challenge=ID/EPOCHS/SCORE&` before an ordinary fragment. The score is a claim: who opens the link computes it
 * again from the settings.
 */
import type { OpenedLink } from '#share/decodeLink.ts';
import { claimOpened } from '#state/challengeStore.ts';

const LINK = /^[^#]*#?challenge=([a-z0-9-]{1,40})\/(\d{1,5})\/(\d[\d.e+-]{0,23})&(v.*)$/s;

export interface ChallengeFragment {
  readonly id: string;
  readonly epochs: number;
  readonly score: number;
  /** The ordinary fragment. */
  readonly link: string;
}

/** @returns null for a text that is no link of a challenge */
export function readChallengeLink(source: string): ChallengeFragment | null {
  const [, id, epochs, score, link] = LINK.exec(source.trim()) ?? LINK.exec(decoded(source.trim())) ?? [];
  if (id === undefined || link === undefined || !Number.isFinite(Number(score))) return null;
  return { id, epochs: Number(epochs), score: Number(score), link };
}

/** @example challengeFragment({ id: 'smallest-xor', epochs: 30, score: 13, link: 'v1.…' }) */
export const challengeFragment = ({ id, epochs, score, link }: ChallengeFragment): string =>
  `challenge=${id}/${epochs}/${Number(score.toPrecision(6))}&${link}`;

/** Remembers what the link claims of the experiment that it opened. */
export function claimOf({ id, epochs, score }: ChallengeFragment, { experiment, trained }: OpenedLink): void {
  claimOpened({ id, epochs, score, experiment, ...(trained ? { parameters: trained.parameters } : {}) });
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
