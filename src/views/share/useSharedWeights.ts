/** The trained weights that can be shared: asked of the engine, which may still be taking a linked run. */
import { useEffect, useState } from 'react';
import type { WeightsInLink } from '#commands/shareLink.ts';
import { useCommands } from '../CommandsContext.ts';

/** `held` is null where the network is not trained. */
export type SharedWeights =
  | { readonly state: 'waiting' | 'there'; readonly held: WeightsInLink | null }
  | { readonly state: 'failed'; readonly held: null; readonly why: string };

const WAITING: SharedWeights = { state: 'waiting', held: null };

/** What they were when the component was mounted. */
export function useSharedWeights(): SharedWeights {
  const commands = useCommands();
  const [weights, setWeights] = useState(WAITING);
  useEffect(() => {
    let isCurrent = true;
    commands.weightsInLink().then(
      (held) => isCurrent && setWeights({ state: 'there', held }),
      (error: unknown) => {
        const why = error instanceof Error ? error.message : String(error);
        if (isCurrent) setWeights({ state: 'failed', held: null, why });
      },
    );
    return () => {
      isCurrent = false;
    };
  }, [commands]);
  return weights;
}
