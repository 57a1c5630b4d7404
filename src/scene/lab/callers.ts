/** Requests that a closed loop keeps in flight: 1 where they go one by one, else as many as are set. */
import type { ServingSpec } from '#experiment/experiment.ts';

export const callersOf = ({ pattern, inFlight }: Pick<ServingSpec, 'pattern' | 'inFlight'>): number =>
  pattern === 'oneByOne' ? 1 : inFlight;
