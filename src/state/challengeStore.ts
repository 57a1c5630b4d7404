/** The challenge under way, the reader's best scores, and what a friend's link claims. Written by the functions of this file alone. */
import { createStore } from 'zustand/vanilla';
import type { Experiment } from '#experiment/experiment.ts';

/** A score, and the link's fragment that makes it again. */
export interface BestScore {
  readonly score: number;
  readonly fragment: string;
}

/** What a link says; until it was computed again here, it is only a claim. */
export interface Claim {
  readonly id: string;
  readonly score: number;
  /** Epochs that it took. */
  readonly epochs: number;
  readonly experiment: Experiment;
  /** Weights of the link, for a challenge by hand. */
  readonly parameters?: Float32Array;
}

/** The score as it was computed here; null where the settings do not reach what they claim. */
export interface Found {
  readonly score: number | null;
  /** Rules that the settings break. */
  readonly broken: readonly string[];
}

interface ChallengeState {
  /** Id of the challenge under way; null while there is none. */
  readonly id: string | null;
  readonly claim: Claim | null;
  /** Of the claim; null while it has not been computed. */
  readonly claimFound: Found | null;
  /** Of the reader's own settings when they were last scored. */
  readonly found: Found | null;
  /** The last score of the reader's is their best. */
  readonly isBest: boolean;
  /** Share of the computing that is done; null while nothing is computed. */
  readonly share: number | null;
  /** Why it could not be scored. */
  readonly problem: string | null;
  /** By the challenge's id. */
  readonly bests: Readonly<Record<string, BestScore>>;
}

export const challengeStore = createStore<ChallengeState>(() => ({
  id: null,
  claim: null,
  claimFound: null,
  found: null,
  isBest: false,
  share: null,
  problem: null,
  bests: {},
}));
const { getState, setState } = challengeStore;

export function challengeOpened(id: string): void {
  setState({ id, claim: null, claimFound: null, found: null, isBest: false, problem: null, share: null });
}

/** A link with a score was opened. */
export function claimOpened(claim: Claim): void {
  challengeOpened(claim.id);
  setState({ claim });
}

export const challengeLeft = (): void => setState({ id: null, claim: null, claimFound: null, share: null });

export const scoring = (share: number | null): void =>
  setState(share === null ? { share } : { share, problem: null });

export const scoringFailed = (problem: string): void => setState({ problem, share: null });

export const claimScored = (claimFound: Found): void => setState({ claimFound, share: null });

/** @param best where it is the best so far */
export function ownScored(id: string, found: Found, best: BestScore | null): void {
  const { bests } = getState();
  setState({
    found,
    isBest: best !== null,
    share: null,
    ...(best ? { bests: { ...bests, [id]: best } } : {}),
  });
}

/** The settings are no longer those that were scored. */
export const scoreOutdated = (): void => {
  if (getState().found) setState({ found: null, isBest: false });
};

export const bestsRead = (bests: ChallengeState['bests']): void => setState({ bests });
