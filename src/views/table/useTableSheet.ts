/** State of the sheet: asks for a source, reads it, then follows the settings. Nothing of it touches the experiment. */
import { useCallback, useEffect, useRef, useState } from 'react';
import * as say from '#messages/generated/importTable.ts';
import type { OpenTable, TableLook, TableOptions } from '#experiment/tableReading.ts';
import { firstOptions } from '#scene/table/tableSettings.ts';
import type { TableAsked } from '#state/uiStore.ts';
import { useCommands } from '../CommandsContext.ts';

export interface OpenSheet {
  readonly phase: 'open';
  readonly table: OpenTable;
  readonly source: string | Blob;
  readonly name: string;
  readonly options: TableOptions;
  readonly look: TableLook;
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

const EMPTY: SheetState = { phase: 'empty', problem: null };
const sentenceOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

export function useTableSheet(asked: TableAsked | null): TableSheet {
  const commands = useCommands();
  const [state, setState] = useState<SheetState>(EMPTY);
  const control = useRef(new AbortController());
  const open = useRef<OpenTable | null>(null);
  const looks = useRef(0);

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
          const first = await table.look(options);
          const settled = firstOptions(options, first);
          const look = settled === options ? first : await table.look(settled);
          if (signal.aborted) return;
          open.current = table;
          const version = ++looks.current;
          setState({ phase: 'open', table, source, name, options: settled, look, version, problem: null });
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
    const settle = (next: Partial<OpenSheet>): void => {
      if (version !== looks.current) return;
      setState((now) => (now.phase === 'open' ? { ...now, ...next } : now));
    };
    table.look(options).then(
      (look) => settle({ look, options, version, problem: null }),
      (error: unknown) => settle({ problem: sentenceOf(error) }),
    );
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
