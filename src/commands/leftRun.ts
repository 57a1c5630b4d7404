/**
 * The run of a page that is left, as text in sessionStorage. IndexedDB is asynchronous: a page that is closed or reloaded does not see its
 * last write end, and the next one may wait for it too long on a busy machine. This copy is written and read in the same turn, so that a
 * reload brings the very last step back. A run too large for it is in IndexedDB alone.
 */
import type { Experiment } from '#experiment/experiment.ts';
import type { Checkpoint, HistoryPoint, KeptRun } from '#protocol/trainer.ts';
import { fromBase64url, toBase64url } from '#share/base64url.ts';
import { LEFT_RUN } from './keptMark.ts';

/** Characters; the storage of a tab holds some five million, and its experiment lies there, too. */
const MOST_CHARACTERS = 1_000_000;

/** A number of a curve that JSON does not know: NaN, ±Infinity. */
const MARK = '#';

interface LeftText {
  readonly experiment: Experiment;
  readonly place: Omit<Checkpoint, 'state'>;
  readonly state: string;
  readonly points: string;
}

export function leftRunText({ experiment, checkpoint, curve }: KeptRun): string | null {
  const { state, ...place } = checkpoint;
  // Four characters stand for three bytes.
  if ((state.byteLength * 4) / 3 > MOST_CHARACTERS) return null;
  const bytes = new Uint8Array(state.buffer, state.byteOffset, state.byteLength);
  const points = JSON.stringify(curve, (_key, value: unknown) =>
    typeof value === 'number' && !Number.isFinite(value) ? `${MARK}${value}` : value,
  );
  const text = JSON.stringify({ experiment, place, state: toBase64url(bytes), points } satisfies LeftText);
  return text.length > MOST_CHARACTERS ? null : text;
}

/** The run of a text, its experiment unchecked; undefined, or an error, where it is none. */
export function runOfText(text: string): KeptRun | undefined {
  const { experiment, place, state, points } = JSON.parse(text) as LeftText;
  const bytes = fromBase64url(state);
  if (!bytes || bytes.byteLength % 4 !== 0) return undefined;
  const curve = JSON.parse(points, (_key, value: unknown) =>
    typeof value === 'string' && value.startsWith(MARK) ? Number(value.slice(MARK.length)) : value,
  ) as HistoryPoint[];
  return { experiment, checkpoint: { ...place, state: new Float32Array(bytes.buffer) }, curve };
}

export interface LeftRun {
  /** Null, or a run too large, leaves none behind. */
  keep(run: KeptRun | null): void;
  drop(): void;
  /** The run that was left; undefined for none. */
  read(): KeptRun | undefined;
}

/** Without effect where storage is denied or full. */
export function leftRun(storage: () => Storage): LeftRun {
  const drop = (): void => {
    try {
      storage().removeItem(LEFT_RUN);
    } catch {
      // then nothing was kept
    }
  };
  return {
    keep(run) {
      try {
        const text = run && leftRunText(run);
        if (text === null) drop();
        else storage().setItem(LEFT_RUN, text);
      } catch {
        // An older one would be wrong.
        drop();
      }
    },
    drop,
    read() {
      try {
        const text = storage().getItem(LEFT_RUN);
        return text === null ? undefined : runOfText(text);
      } catch {
        return undefined;
      }
    },
  };
}
