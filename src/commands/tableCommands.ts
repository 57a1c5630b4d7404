/** Commands for a table of one's own: reading it, making it the data, and changing its columns later. */
import { tableCsv } from '#data/tableCsv.ts';
import { defaultExperiment } from '#experiment/defaults.ts';
import { switchData } from '#experiment/withDataSet.ts';
import type { OpenTable } from '#experiment/tableReading.ts';
import { experimentStore, openExperiment } from '#state/experimentStore.ts';
import { keepTableOrigin, tableOriginOf } from '#state/tableSources.ts';
import { uiStore } from '#state/uiStore.ts';
import type { Commands } from './Commands.ts';

type TableCommands = Pick<Commands, 'openTable' | 'takeTable' | 'changeTable'>;

/** Reads a table in a worker. */
export type OpenTableFunction = (
  source: string | Blob,
  settings: {
    readonly onProgress?: (share: number, rows: number) => void;
    readonly signal?: AbortSignal;
  },
) => Promise<OpenTable>;

export function createTableCommands(openTable: OpenTableFunction): TableCommands {
  const present = () => experimentStore.getState().experiment;
  return {
    openTable,
    takeTable(table, origin, part) {
      keepTableOrigin(table, origin);
      openExperiment(switchData(present(), { ...defaultExperiment('table', { table }).data, ...part }));
    },
    changeTable() {
      const { table, trainShare, seed } = present().data;
      if (!table) return;
      const origin = tableOriginOf(table);
      const again = origin ?? tableCsv(table);
      uiStore.setState({ tableSheet: { ...again, part: { trainShare, seed }, isWhole: origin !== null } });
    },
  };
}
