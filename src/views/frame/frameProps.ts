/** Attributes of a frame that stands in index.html until React replaces it: seen, but not reachable. */
export const STILL = { 'aria-hidden': true, inert: true } as const;
