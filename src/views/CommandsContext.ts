/** The commands for all views: the one thing that is passed by context, since nearly every control needs it. */
import { createContext, useContext } from 'react';
import type { Commands } from '../actions/Commands.ts';

const CommandsContext = createContext<Commands | null>(null);

export const CommandsProvider = CommandsContext.Provider;

export function useCommands(): Commands {
  const commands = useContext(CommandsContext);
  if (!commands) throw new Error('A view was rendered outside <App>, so it has no commands.');
  return commands;
}
