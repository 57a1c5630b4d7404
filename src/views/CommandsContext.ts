/** The commands for all views, passed by context because nearly every control needs them. */
import { createContext, useContext } from 'react';
import type { Commands } from '#commands/Commands.ts';
import { bug } from '#messages/bug.ts';

const CommandsContext = createContext<Commands | null>(null);

export const CommandsProvider = CommandsContext.Provider;

export function useCommands(): Commands {
  const commands = useContext(CommandsContext);
  if (!commands) throw bug('A view was rendered outside <App>, so it has no commands.');
  return commands;
}
