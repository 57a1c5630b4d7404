/** A dense network that was read from somebody's file. Untrusted until `placeModel` has put it into an experiment. */
import type { ModelLayer } from '../ModelToExport.ts';

/** A file that was dropped or chosen, with its bytes. */
export interface GivenFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface ImportedModel {
  readonly layers: readonly ModelLayer[];
  /** Of a file that Fanout wrote: its experiment, unchecked; the network's inputs are those of its data. */
  readonly experiment?: unknown;
  readonly epoch?: unknown;
  readonly step?: unknown;
}
