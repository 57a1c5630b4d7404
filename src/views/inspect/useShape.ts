/** The present network's shape. */
import { useMemo } from 'react';
import { networkShape } from '#experiment/networkShape.ts';
import type { NetworkShape } from '#nn/NetworkShape.ts';
import { useExperiment } from '../useExperiment.ts';

export function useShape(): NetworkShape {
  const data = useExperiment((experiment) => experiment.data);
  const network = useExperiment((experiment) => experiment.network);
  return useMemo(() => networkShape({ data, network }), [data, network]);
}
