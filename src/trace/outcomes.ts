/** How a request can end. Every request ends exactly once, with one of these. */
export const OUTCOMES = ['ok', 'rejected', 'timedOut', 'cancelled', 'wasted', 'failed'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** A trace keeps outcomes as indexes into OUTCOMES; this is the one that most readers ask for. */
export const OK = OUTCOMES.indexOf('ok');
