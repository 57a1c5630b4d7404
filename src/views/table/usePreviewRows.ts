/** Rows of the open table as they scroll into view, in blocks, so that 200,000 rows cost what is seen of them. */
import { useEffect, useRef, useState } from 'react';
import { notifyUnlessAborted } from '#commands/notifyError.ts';
import type { OpenTable, PreviewRow } from '#experiment/tableReading.ts';

const BLOCK = 100;

/** @returns the row at a place, once it has come; until then the one of the look before, so that nothing flickers */
export function usePreviewRows(
  table: OpenTable,
  version: number,
  from: number,
  to: number,
): (place: number) => PreviewRow | undefined {
  const [blocks, setBlocks] = useState<ReadonlyMap<number, readonly PreviewRow[]>>(new Map());
  const asked = useRef(new Set<string>());
  /** Which look the answers are for; null once the table is gone. An answer outlives scrolling, not a newer look. */
  const wanted = useRef<number | null>(null);
  const first = Math.floor(from / BLOCK);
  const last = Math.floor(Math.max(from, to - 1) / BLOCK);
  useEffect(() => {
    wanted.current = version;
    const known = asked.current;
    for (let block = first; block <= last; block++) {
      const key = `${version} ${block}`;
      if (known.has(key)) continue;
      known.add(key);
      const bring = async (): Promise<void> => {
        try {
          const rows = await table.rows(block * BLOCK, BLOCK);
          if (wanted.current === version) setBlocks((before) => new Map(before).set(block, rows));
        } catch (error) {
          known.delete(key);
          if (wanted.current === version) notifyUnlessAborted(error);
        }
      };
      void bring();
    }
  }, [table, version, first, last]);
  useEffect(
    () => () => {
      wanted.current = null;
    },
    [],
  );
  return (place) => blocks.get(Math.floor(place / BLOCK))?.[place % BLOCK];
}
