/** The tiles of one's own data, after the given sets. */
import { FileSpreadsheet, Pencil } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Commands } from '#commands/Commands.ts';
import type { DataSetName } from '#datasets/registry.ts';
import type { Experiment } from '#experiment/experiment.ts';
import * as data from '#messages/generated/data.ts';
import * as drawn from '#messages/generated/drawn.ts';
import { startDrawing } from '#scene/drawing/startDrawing.ts';
import { uiStore } from '#state/uiStore.ts';

interface OwnTile {
  readonly id: string;
  readonly label: () => string;
  readonly about: () => string;
  readonly icon: ReactNode;
  /** The sets that it stands for. */
  readonly sets: readonly DataSetName[];
  /** A set is chosen at once, or in a dialog. */
  readonly opens: 'set' | 'dialog';
  choose(parts: Pick<Commands, 'edit'> & { readonly past: readonly Experiment[] }): void;
}

export const OWN_TILES: readonly OwnTile[] = [
  {
    id: 'draw',
    label: drawn.tile,
    about: drawn.tileHint,
    icon: <Pencil size={18} strokeWidth={1.75} aria-hidden />,
    sets: ['drawn', 'formula'],
    opens: 'set',
    choose: ({ edit, past }) => edit((experiment) => startDrawing(experiment, past)),
  },
  {
    id: 'import',
    label: data.importTile,
    about: data.importHint,
    icon: <FileSpreadsheet size={18} strokeWidth={1.75} aria-hidden />,
    sets: ['table'],
    opens: 'dialog',
    choose: () => uiStore.setState({ tableSheet: {} }),
  },
];
