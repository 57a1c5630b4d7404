/** All weights and biases of a layer as a table: live, sorted, edited in place, pasted and copied. */
import { useState } from 'react';
import { useStore } from 'zustand';
import * as say from '#messages/generated/weights.ts';
import { isSameShape } from '#nn/isSameShape.ts';
import { namesOf } from '#scene/inspect/inspectNames.ts';
import { layerName } from '#scene/network/unitNames.ts';
import { sortedRows, tableText, weightTable, type Sorting } from '#scene/weights/weightTable.ts';
import { experimentStore } from '#state/experimentStore.ts';
import { snapshotFeed } from '#state/feeds.ts';
import { uiStore } from '#state/uiStore.ts';
import { useCommands } from '../CommandsContext.ts';
import { copyText } from '../copyText.ts';
import { Button } from '../controls/Button.tsx';
import { Dialog } from '../controls/Dialog.tsx';
import { Select } from '../controls/Select.tsx';
import { useExperiment } from '../useExperiment.ts';
import { useThrottledFeed } from '../useThrottledFeed.ts';
import type { Told } from './useCellEditing.ts';
import { WeightGrid } from './WeightGrid.tsx';
import './WeightsDialog.css';

/** Numbers that change more often cannot be read. */
const EVERY_MS = 250;

const close = (): void => uiStore.setState({ weightsOpen: false });

export function WeightsDialog() {
  const experiment = useExperiment((whole) => whole);
  const snapshot = useThrottledFeed(snapshotFeed, EVERY_MS);
  const commands = useCommands();
  const canUndo = useStore(experimentStore, ({ past }) => past.length > 0);
  const [chosen, setChosen] = useState(0);
  const [sorting, setSorting] = useState<Sorting | null>(null);
  const [told, setTold] = useState<Told | null>(null);
  /** The order of the rows while the keyboard is in the table: they must not move under it. */
  const [held, setHeld] = useState<readonly number[] | null>(null);
  const names = namesOf(experiment);
  const { layers } = names.shape;
  const layer = Math.min(chosen, layers.length - 1);
  const table = weightTable(names, layer);
  const parameters = snapshot && isSameShape(snapshot.shape, names.shape) ? snapshot.parameters : null;
  const fits = held?.length === table.rows;
  const order = fits ? held : sortedRows(table, parameters ?? [], inTable(sorting, table.columns));
  const begin = (next: { layer?: number; sorting?: Sorting | null }): void => {
    if (next.layer !== undefined) setChosen(next.layer);
    setSorting(next.sorting ?? null);
    setHeld(null);
    setTold(null);
  };
  const copy = async (): Promise<void> => {
    if (!parameters) return;
    const copied = await copyText(tableText(table, parameters, order));
    const text = copied ? say.copied({ rows: table.rows }) : say.notCopied();
    setTold({ text, isProblem: !copied });
  };
  return (
    <Dialog open title={say.title()} className="weights" onClose={close}>
      <div className="weights-head">
        <Select
          label={say.layer()}
          value={String(layer)}
          options={layers.map((_, i) => ({ value: String(i), label: layerName(names.shape, i) }))}
          onChange={(value) => begin({ layer: Number(value) })}
        />
        <span>{say.sizes({ rows: table.rows - 1, units: table.columns })}</span>
        <Button className="button" disabled={!parameters} onClick={() => void copy()}>
          {say.copy()}
        </Button>
      </div>
      {parameters ? (
        <WeightGrid
          key={`${layer} ${table.rows} ${table.columns}`}
          table={table}
          label={say.tableOf({ layer: layerName(names.shape, layer) })}
          parameters={parameters}
          order={order}
          sorting={inTable(sorting, table.columns)}
          onSort={(next) => begin({ sorting: next })}
          onHold={(holds) => setHeld(holds ? order : null)}
          onTell={setTold}
        />
      ) : (
        <p className="weights-none">{say.notReady()}</p>
      )}
      <div className="weights-foot">
        <p role="status" data-problem={told?.isProblem || undefined}>
          {told?.text ?? say.hint()}
        </p>
        <Button className="button" disabled={!canUndo} onClick={() => commands.undo()}>
          {say.undo()}
        </Button>
      </div>
    </Dialog>
  );
}

/** A network that became smaller meanwhile may lack the column. */
const inTable = (sorting: Sorting | null, columns: number): Sorting | null =>
  sorting && sorting.column < columns ? sorting : null;
