/** The sheet that imports a table: source, reading, then the rows with a head of settings over each column. */
import { useState } from 'react';
import { useStore } from 'zustand';
import { isAbort } from '#commands/notifyError.ts';
import { LIMITS } from '#experiment/limits.ts';
import * as say from '#messages/generated/importTable.ts';
import { bytesText, percentText } from '#messages/numberText.ts';
import { sizesAfter } from '#scene/table/tableOutcome.ts';
import { uiStore, type TableAsked } from '#state/uiStore.ts';
import { useCommands } from '../CommandsContext.ts';
import { Button } from '../controls/Button.tsx';
import { Dialog } from '../controls/Dialog.tsx';
import { useExperiment } from '../useExperiment.ts';
import { SourceArea } from './SourceArea.tsx';
import { TablePages } from './TablePages.tsx';
import { useTableSheet, type OpenSheet, type SheetState } from './useTableSheet.ts';
import './ImportSheet.css';

const close = (): void => uiStore.setState({ tableSheet: null });
const DEFAULT_PART = { trainShare: 0.7, seed: 1 };

export function ImportSheet() {
  const asked = useStore(uiStore, ({ tableSheet }) => tableSheet);
  const commands = useCommands();
  const { state, begin, stop, change } = useTableSheet(asked);
  const present = useExperiment((experiment) => experiment.data);
  const [part, setPart] = useState(asked?.part ?? { ...DEFAULT_PART, seed: present.seed });
  const [failure, setFailure] = useState<string | null>(null);
  const take = async ({ table: opened, options, source }: OpenSheet): Promise<void> => {
    try {
      const { table } = await opened.take(options);
      commands.takeTable(table, { source, options }, part);
      close();
    } catch (error) {
      // Another file was chosen meanwhile.
      if (!isAbort(error)) setFailure(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <Dialog
      open={asked !== null}
      title={say.title()}
      note={noteOf(state, asked)}
      className="import-sheet"
      staysOpen={state.phase === 'open'}
      onClose={close}
    >
      {state.phase === 'empty' && <SourceArea problem={state.problem} onSource={begin} />}
      {state.phase === 'reading' && <Reading {...state} onStop={stop} />}
      {state.phase === 'open' && (
        <TablePages
          sheet={state}
          part={part}
          onPart={setPart}
          onSource={begin}
          onChange={(options) => {
            setFailure(null);
            change(options);
          }}
        />
      )}
      <Foot state={state} failure={failure} onTake={(sheet) => void take(sheet)} />
    </Dialog>
  );
}

function noteOf(state: SheetState, asked: TableAsked | null): string {
  if (state.phase !== 'open') return '';
  const { name, look, source, table } = state;
  if (asked?.isWhole === false && asked.source === source) return say.madeNote({ name });
  const size = bytesText(typeof source === 'string' ? table.characters : source.size);
  return say.fileNote({ name, rows: look.rows, columns: look.columns.length, size });
}

interface ReadingProps {
  readonly name: string;
  readonly share: number;
  readonly rows: number;
  onStop(): void;
}

function Reading({ name, share, rows, onStop }: ReadingProps) {
  return (
    <div className="import-reading">
      <p>{name}</p>
      <label htmlFor="import-progress" role="status">
        {share < 1 ? say.reading({ rows }) : say.looking({ rows })}
      </label>
      {share > 0 && share < 1 ? (
        <progress id="import-progress" max={1} value={share} />
      ) : (
        <progress id="import-progress" />
      )}
      {share < 1 && <p className="region-note">{say.readShare({ share: percentText(share, 0) })}</p>}
      <Button className="button" data-first-focus onClick={onStop}>
        {say.stop()}
      </Button>
    </div>
  );
}

interface FootProps {
  readonly state: SheetState;
  readonly failure: string | null;
  onTake(sheet: OpenSheet): void;
}

function Foot({ state, failure, onTake }: FootProps) {
  const experiment = useExperiment((present) => present);
  const outcome = state.phase === 'open' ? state.look.outcome : null;
  const ready = outcome !== null && !('failure' in outcome) ? outcome : null;
  const problem = failure ?? (outcome !== null && 'failure' in outcome ? outcome.failure : null);
  return (
    <div className="import-foot">
      <p className={problem === null ? '' : 'import-problem'} role="status">
        {problem ?? (ready && say.becomes({ sizes: sizesAfter(experiment, ready.sketch) }))}
        {problem === null && ready !== null && ready.beyond > 0 && state.phase === 'open' && (
          <span className="import-beyond">
            {say.beyond({ used: ready.used, all: ready.used + ready.beyond, cells: LIMITS.tableCells })}
          </span>
        )}
      </p>
      <Button className="button" onClick={close}>
        {say.cancel()}
      </Button>
      {state.phase === 'open' && (
        <Button
          className="button-filled"
          disabled={ready === null || state.isPending}
          onClick={() => onTake(state)}
        >
          {ready ? say.take({ count: ready.used }) : say.takeNone()}
        </Button>
      )}
    </div>
  );
}
