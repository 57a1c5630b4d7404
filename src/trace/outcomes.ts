/** How a request can end. Every request ends exactly once, with one of these. */
export const OUTCOMES = ['ok', 'rejected', 'timedOut', 'cancelled', 'wasted', 'failed'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/**
 * Requests by outcome. A request cancelled after its computation had begun is `wasted`, and counts in `cancelled` too.
 */
export type OutcomeCounts = Readonly<Record<Outcome, number>>;

/** Traces hold outcomes as indexes into OUTCOMES; this is the most common one. */
export const OK = OUTCOMES.indexOf('ok');
