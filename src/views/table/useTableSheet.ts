/** State of the sheet: asks for a source, reads it, then follows the settings. Nothing of it touches the experiment. */
import { useCallback, useEffect, useRef, useState } from 'react';
import * as say from '#messages/generated/importTable.ts';
import type { OpenTable, TableLook, TableOptions } from '#experiment/tableReading.ts';
import { expectedLook, firstOptions } from '#scene/table/tableSettings.ts';
import type { TableAsked } from '#state/uiStore.ts';
import { useCommands } from '../CommandsContext.ts';

export interface OpenSheet {
  readonly phase: 'open';
  readonly table: OpenTable;
  readonly source: string | Blob;
  readonly name: string;
  /** As chosen last. */
  readonly options: TableOptions;
  /** With the options in it; what becomes of the table is from before them while `isPending`. */
  readonly look: TableLook;
  readonly isPending: boolean;
  /** Counts the looks: rows of an older one are out of date. */
  readonly version: number;
  /** Why the last setting could not be followed; what is shown is from before it. */
  readonly problem: string | null;
}

export type SheetState =
  | { readonly phase: 'empty'; readonly problem: string | null }
  | { readonly phase: 'reading'; readonly name: string; readonly share: number; readonly rows: number }
  | OpenSheet;

interface TableSheet {
  readonly state: SheetState;
  begin(source: string | Blob, options?: TableOptions): void;
  stop(): void;
  change(options: TableOptions): void;
}

type Settled = Pick<OpenSheet, 'options' | 'look'>;

/** Finds the target by its name where none was chosen: at first, and when another form made other columns. */
async function lookAt(table: OpenTable, options: TableOptions): Promise<Settled> {
  const look = await table.look(options);
  const named = firstOptions(options, look);
  return named === options ? { options, look } : { options: named, look: await table.look(named) };
}

const EMPTY: SheetState = { phase: 'empty', problem: null };
const sentenceOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

export function useTableSheet(asked: TableAsked | null): TableSheet {
  const commands = useCommands();
  const [state, setState] = useState<SheetState>(EMPTY);
  const control = useRef(new AbortController());
  const open = useRef<OpenTable | null>(null);
  const looks = useRef(0);
  /** The last options that could be followed, and what they gave. */
  const last = useRef<Settled | null>(null);

  const end = useCallback(() => {
    control.current.abort();
    open.current?.close();
    open.current = null;
  }, []);

  const begin = useCallback(
    (source: string | Blob, given: TableOptions = {}) => {
      end();
      control.current = new AbortController();
      const { signal } = control.current;
      const name = given.name ?? (source instanceof File ? source.name : say.pasted());
      const options = { ...given, name };
      setState({ phase: 'reading', name, share: 0, rows: 0 });
      const read = async (): Promise<void> => {
        const table = await commands.openTable(source, {
          signal,
          onProgress: (share, rows) => {
            if (!signal.aborted && open.current === null) setState({ phase: 'reading', name, share, rows });
          },
        });
        if (signal.aborted) {
          table.close();
          return;
        }
        try {
          const settled = await lookAt(table, options);
          if (signal.aborted) {
            table.close();
            return;
          }
          open.current = table;
          last.current = settled;
          const version = ++looks.current;
          setState({
            phase: 'open',
            table,
            source,
            name,
            ...settled,
            isPending: false,
            version,
            problem: null,
          });
        } catch (error) {
          table.close();
          throw error;
        }
      };
      read().catch((error: unknown) => {
        if (!signal.aborted) setState({ phase: 'empty', problem: sentenceOf(error) });
      });
    },
    [commands, end],
  );

  const change = useCallback((options: TableOptions) => {
    const version = ++looks.current;
    const table = open.current;
    if (!table) return;
    const set = (next: (now: OpenSheet) => Partial<OpenSheet>): void =>
      setState((now) => (now.phase === 'open' && now.table === table ? { ...now, ...next(now) } : now));
    // At once: a second choice starts from the first, also while the table is still looked at.
    set(({ look }) => ({ options, look: expectedLook(look, options), isPending: true }));
    const follow = async (): Promise<void> => {
      try {
        const settled = await lookAt(table, options);
        if (version !== looks.current) return;
        last.current = settled;
        set(() => ({ ...settled, isPending: false, version, problem: null }));
      } catch (error) {
        if (version === looks.current)
          set(() => ({ ...last.current, isPending: false, problem: sentenceOf(error) }));
      }
    };
    void follow();
  }, []);

  const stop = useCallback(() => {
    end();
    setState(EMPTY);
  }, [end]);

  const source = asked?.source;
  const options = asked?.options;
  useEffect(() => {
    let isCurrent = true;
    const start = async (): Promise<void> => {
      // A worker for each of the two mounts of React's strict mode would be one too many.
      await Promise.resolve();
      if (isCurrent && source !== undefined) begin(source, options);
    };
    void start();
    return () => {
      isCurrent = false;
    };
  }, [begin, source, options]);
  useEffect(() => end, [end]);
  return { state, begin, stop, change };
}
