/**
 * Gives the views their commands: at first a queue, from the moment the engine has been loaded the real ones, which act
 * synchronously.
 */
import { useEffect, useState, type ReactNode } from 'react';
import type { Commands } from '#commands/Commands.ts';
import { CommandsProvider } from '#views/CommandsContext.ts';
import { deferCommands } from './deferred.ts';

interface CommandsWhenReadyProps {
  readonly coming: Promise<Commands>;
  /** Passed through, so that the swap renders only what uses commands. */
  readonly children: ReactNode;
}

export function CommandsWhenReady({ coming, children }: CommandsWhenReadyProps) {
  const [commands, setCommands] = useState(() => deferCommands(coming));
  useEffect(() => {
    // A failure has been reported by the queue.
    coming.then(setCommands, () => undefined);
  }, [coming]);
  return <CommandsProvider value={commands}>{children}</CommandsProvider>;
}
