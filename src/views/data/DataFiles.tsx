/** Data in and out as files: import of a table, and the present samples as CSV. */
import { Download, FileSpreadsheet } from 'lucide-react';
import { notifyError } from '#commands/notifyError.ts';
import { samplesCsv } from '#data/samplesCsv.ts';
import * as say from '#messages/generated/data.ts';
import { experimentStore } from '#state/experimentStore.ts';
import { dataFeed } from '#state/feeds.ts';
import { uiStore } from '#state/uiStore.ts';
import { saveFile } from '../saveFile.ts';
import { useFacts } from '../useExperiment.ts';

export function DataFiles() {
  const { kind } = useFacts();
  return (
    <section className="group data-files" aria-label={say.dataFiles()}>
      <button type="button" className="button" onClick={() => uiStore.setState({ tableSheet: {} })}>
        <FileSpreadsheet size={16} strokeWidth={1.75} aria-hidden />
        {say.importTable()}
      </button>
      {kind === 'image' ? (
        <p className="region-note">{say.noDownload()}</p>
      ) : (
        <button type="button" className="button" onClick={download}>
          <Download size={16} strokeWidth={1.75} aria-hidden />
          {say.download()}
        </button>
      )}
    </section>
  );
}

function download(): void {
  const { experiment } = experimentStore.getState();
  const { set, table } = experiment.data;
  const prepared = dataFeed.latest;
  if (!prepared) return;
  const name = set === 'table' && table ? table.name.replace(/\.\w+$/, '') : set;
  try {
    saveFile(new Blob([samplesCsv(experiment, prepared)], { type: 'text/csv' }), `${name}.csv`);
  } catch (error) {
    notifyError(error);
  }
}
