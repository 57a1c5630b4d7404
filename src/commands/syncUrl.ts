/**
 * Syncs the experiment with the URL fragment: each edit is an entry of the browser's history, a drag only one. A pasted link
 * opens its experiment from the start. Back and Forward between one's own edits act as undo, with what was trained; across an
 * opening they open again.
 */
import { originOf } from '#client/momentOf.ts';
import type { Experiment } from '#experiment/experiment.ts';
import { experimentStore, openExperiment, setExperiment } from '#state/experimentStore.ts';
import { createEntries, type EntryKey } from './historyEntries.ts';
import type { UnwrittenEdit } from './unwrittenEdit.ts';

/** Chrome allows 200 history entries in 30 s; this delay is not noticed. */
const QUIET_MS = 250;
/** Safari refuses more than 100 entries in 30 s, and a sandboxed frame refuses all: then writing is retried later. */
const RETRY_MS = 10_000;
const MOST_RETRIES = 4;
/** A reload may use the address of a moment ago: the browser takes a change over with a delay (seen in Chromium 156). */
const HEARD_MS = 2_000;

/** The parts of `window` that are used. */
export type AddressBar = Pick<Window, 'history' | 'location' | 'addEventListener' | 'removeEventListener'>;

interface Packed {
  readonly experiment: Experiment;
  readonly fragment: string;
}

interface LocationCodec {
  /** Fragment of an experiment, without "#". */
  encode(experiment: Experiment): Promise<string>;
  /** Experiment of a fragment; rejects with a readable error. */
  decode(fragment: string): Promise<Experiment>;
}

interface LocationStart {
  /** Keeps what the address does not hold when the page is left. */
  readonly unwritten: UnwrittenEdit;
  /**
   * The experiment of the address when the page opened; absent where that is the experiment in the store. If it differs (an
   * edit that had not been written), the store's is written at once.
   */
  readonly addressed?: Experiment | undefined;
}

/**
 * Call it with the experiment that the page opened with in the store.
 * @param onProblem receives the error of a fragment that cannot be read; the present experiment stays
 * @returns a function that stops it
 */
export function syncUrl(
  bar: AddressBar,
  { encode, decode }: LocationCodec,
  onProblem: (error: Error) => void,
  { unwritten, addressed }: LocationStart,
): () => void {
  const opened = experimentStore.getState();
  const home = addressed ?? opened.experiment;
  const entries = createEntries();
  /** The experiment that the address shows. */
  let shown = home;
  /** Undo history when it was written: a drag leaves it as it is. */
  let pastWhenShown: readonly Experiment[] | null = opened.past;
  let handledHash = bar.location.hash;
  // The entry of a link that was left is not this page's: Back opens it. An address without one is overwritten.
  const isLeft = addressed !== undefined && handledHash.length > 1;
  if (isLeft) pastWhenShown = null;
  let handledKey = isLeft ? null : markEntry(home, null);
  let reading = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let retries = 0;
  /** The address before the last change. */
  let hashBefore = handledHash;
  let writtenMs = -Infinity;
  /** The newest encoded experiment: available when the page is left. */
  let packed: Packed | null = null;

  /** Stores what the present entry shows, under its key or a new one; null where the browser refuses. */
  function markEntry(experiment: Experiment, key: EntryKey | null): EntryKey | null {
    if (key) {
      entries.set(key, experiment);
      return key;
    }
    const given = entries.add(experiment);
    try {
      bar.history.replaceState(given, '');
      return given;
    } catch {
      return null;
    }
  }

  async function pack(experiment: Experiment): Promise<void> {
    const fragment = await encode(experiment);
    if (experimentStore.getState().experiment === experiment) packed = { experiment, fragment };
  }

  /**
   * Writes once encoded, unless a newer edit, or Back, came meanwhile. A single edit is written at once, because a reload
   * would use the address before it; edits in quick succession after a pause.
   */
  async function write(experiment: Experiment): Promise<void> {
    const turn = reading;
    try {
      await pack(experiment);
    } catch {
      if (turn === reading && retries++ < MOST_RETRIES)
        timer = setTimeout(() => void write(experiment), RETRY_MS);
      return;
    }
    const restMs = writtenMs + QUIET_MS - performance.now();
    if (turn !== reading || packed?.experiment !== experiment) return;
    if (restMs <= 0) writePacked();
    else timer = setTimeout(writePacked, QUIET_MS);
  }

  /** Synchronous: a page that is closed or reloaded runs no more promises. */
  function writePacked(): void {
    const { experiment, past } = experimentStore.getState();
    if (experiment === shown || packed?.experiment !== experiment) return;
    clearTimeout(timer);
    const hash = `#${packed.fragment}`;
    // A reset is an undo step of the same experiment.
    const isSameEntry = past === pastWhenShown || handledHash === hash;
    const key = (isSameEntry && handledKey) || entries.add(experiment);
    try {
      if (isSameEntry) bar.history.replaceState(key, '', hash);
      else bar.history.pushState(key, '', hash);
    } catch {
      // The experiment is complete without its address, which keeps the last one that was accepted.
      if (retries++ < MOST_RETRIES) timer = setTimeout(writePacked, RETRY_MS);
      return;
    }
    entries.set(key, experiment);
    unwritten.drop();
    retries = 0;
    writtenMs = performance.now();
    shown = experiment;
    pastWhenShown = past;
    hashBefore = handledHash;
    handledHash = hash;
    handledKey = key;
  }

  const readHash = async (hash: string): Promise<Experiment> =>
    hash.length > 1 ? decode(hash.slice(1)) : { ...home };

  async function read(): Promise<void> {
    const { hash } = bar.location;
    const key = entries.keyOf(bar.history.state);
    if (hash === handledHash && key === handledKey) return;
    handledHash = hash;
    handledKey = key;
    clearTimeout(timer);
    const turn = ++reading;
    try {
      const known = key && entries.get(key);
      const isOwnEdit = known && originOf(known) === originOf(experimentStore.getState().experiment);
      const experiment = isOwnEdit ? known : await readHash(hash);
      if (turn !== reading) return;
      shown = experiment;
      if (isOwnEdit) setExperiment(experiment);
      else openExperiment(experiment);
      handledKey = markEntry(experiment, key);
      pastWhenShown = experimentStore.getState().past;
      writtenMs = -Infinity;
      unwritten.drop();
    } catch (error) {
      if (turn === reading) onProblem(error instanceof Error ? error : new Error(String(error)));
    }
  }

  const unsubscribe = experimentStore.subscribe(({ experiment }) => {
    clearTimeout(timer);
    retries = 0;
    if (experiment === shown) return;
    void write(experiment);
  });
  if (shown !== opened.experiment) void write(opened.experiment);

  /** Keeps the experiment beside the address, unless that has held it for long enough. */
  function leave(): void {
    const { experiment } = experimentStore.getState();
    const isHeard = performance.now() - writtenMs > HEARD_MS;
    if (experiment === shown && isHeard) return;
    const hashes = isHeard ? [handledHash] : [hashBefore, handledHash];
    writePacked();
    unwritten.keep(hashes, experiment);
  }
  /** A phone may end a hidden page without another event; a page that is shown again goes on. */
  const onVisibility = (): void => {
    if (document.visibilityState === 'hidden') leave();
    else if (experimentStore.getState().experiment === shown) unwritten.drop();
  };
  // Chrome fires both on a pasted fragment, popstate alone on Back between pushed entries.
  const onMove = (): void => void read();
  bar.addEventListener('popstate', onMove);
  bar.addEventListener('hashchange', onMove);
  bar.addEventListener('pagehide', leave);
  bar.addEventListener('visibilitychange', onVisibility, true);
  return () => {
    unsubscribe();
    clearTimeout(timer);
    bar.removeEventListener('popstate', onMove);
    bar.removeEventListener('hashchange', onMove);
    bar.removeEventListener('pagehide', leave);
    bar.removeEventListener('visibilitychange', onVisibility, true);
  };
}
