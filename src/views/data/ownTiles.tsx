/** The tiles of one's own data, after the given sets. */
import { FileSpreadsheet } from 'lucide-react';
import type { ReactNode } from 'react';
import type { DataSetName } from '#datasets/registry.ts';
import * as say from '#messages/generated/data.ts';
import { uiStore } from '#state/uiStore.ts';

interface OwnTile {
  readonly id: string;
  readonly label: () => string;
  readonly about: () => string;
  readonly icon: ReactNode;
  /** The sets that it stands for. */
  readonly sets: readonly DataSetName[];
  choose(): void;
}

export const OWN_TILES: readonly OwnTile[] = [
  {
    id: 'import',
    label: say.importTile,
    about: say.importHint,
    icon: <FileSpreadsheet size={18} strokeWidth={1.75} aria-hidden />,
    sets: ['table'],
    choose: () => uiStore.setState({ tableSheet: {} }),
  },
];
