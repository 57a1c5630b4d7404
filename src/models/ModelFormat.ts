/** What a folder of `formats/` exports: a form in which a network can be taken away. `docs/adding.md` shows how. */
import type { Failure } from '#messages/Failure.ts';
import type { ModelToExport } from './ModelToExport.ts';

/** Where a format stands in the list. */
export const MODEL_GROUPS = ['python', 'web', 'go', 'anywhere', 'server', 'watch', 'words'] as const;
export type ModelGroup = (typeof MODEL_GROUPS)[number];

/** A file of an export; its name may have folders, parted by "/". */
export type ModelFile =
  { readonly name: string; readonly text: string } | { readonly name: string; readonly bytes: Uint8Array };

/** What was measured in the format's own runtime (docs/models.md). */
export interface ModelParity {
  /** The largest |a − b| / max(1, |b|) over ten rows of each of 41 networks. */
  readonly difference: number;
  readonly runtime: string;
}

export interface ModelFormat {
  /** As scripts say it. */
  readonly name: string;
  /** Its own name. */
  readonly label: string;
  readonly group: ModelGroup;
  /** One or two sentences: what it is and what it needs. */
  about(): string;
  /** Absent where nothing answers rows. */
  readonly parity?: ModelParity;
  /** Its files, the one to be shown first; `golden.json` is added to those of every format. */
  files(model: ModelToExport): readonly ModelFile[];
  /** Three lines to run it, as they are typed. */
  howToRun(model: ModelToExport): readonly [string, string, string];
  /** Why this network cannot be taken away like this; null or absent where it can. */
  whyNot?(model: ModelToExport): Failure | null;
}
