/**
 * The address bar holds the experiment: each edit is written into the fragment (a new entry of the browser's history
 * for an edit, the same entry while a slider is dragged), and Back, Forward or a pasted link bring it back from there.
 */
import type { Experiment } from '../spec/experiment.ts';
import { experimentStore, setExperiment } from '../state/experimentStore.ts';

/** Chrome allows 200 history entries in 30 s; people see no difference between this and at once. */
const QUIET_MS = 250;

/** The parts of `window` that are used. */
export type AddressBar = Pick<Window, 'history' | 'location' | 'addEventListener' | 'removeEventListener'>;

interface LocationCodec {
  /** Fragment of an experiment, without "#". */
  encode(experiment: Experiment): Promise<string>;
  /** Experiment of a fragment; rejects with a readable error. */
  decode(fragment: string): Promise<Experiment>;
}

/**
 * To be called with the experiment that the page opened with in the store.
 * @param onProblem hears of a fragment that cannot be read; the present experiment stays
 * @returns the way to stop
 */
export function keepLocation(
  bar: AddressBar,
  { encode, decode }: LocationCodec,
  onProblem: (error: Error) => void,
): () => void {
  const home = experimentStore.getState().experiment;
  /** The experiment that the address shows. */
  let shown = home;
  /** Undo history when it was written: a drag leaves it as it is. */
  let pastWhenShown = experimentStore.getState().past;
  let handledHash = bar.location.hash;
  let reading = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function write(): Promise<void> {
    const { experiment, past } = experimentStore.getState();
    if (experiment === shown) return;
    const turn = reading;
    const fragment = await encode(experiment);
    // A newer edit, or Back, came while the fragment was being packed: that one writes.
    if (turn !== reading || experimentStore.getState().experiment !== experiment) return;
    const isSameGesture = past === pastWhenShown;
    shown = experiment;
    pastWhenShown = past;
    handledHash = `#${fragment}`;
    if (isSameGesture) bar.history.replaceState(null, '', handledHash);
    else bar.history.pushState(null, '', handledHash);
  }

  async function read(): Promise<void> {
    const { hash } = bar.location;
    if (hash === handledHash) return;
    handledHash = hash;
    clearTimeout(timer);
    const turn = ++reading;
    try {
      const experiment = hash.length > 1 ? await decode(hash.slice(1)) : home;
      if (turn !== reading) return;
      shown = experiment;
      setExperiment(experiment);
      pastWhenShown = experimentStore.getState().past;
    } catch (error) {
      if (turn === reading) onProblem(error instanceof Error ? error : new Error(String(error)));
    }
  }

  const unsubscribe = experimentStore.subscribe(({ experiment }) => {
    clearTimeout(timer);
    if (experiment !== shown) timer = setTimeout(() => void write(), QUIET_MS);
  });
  // Chrome fires both on a pasted fragment, popstate alone on Back between entries that were pushed.
  const onMove = (): void => void read();
  bar.addEventListener('popstate', onMove);
  bar.addEventListener('hashchange', onMove);
  return () => {
    unsubscribe();
    clearTimeout(timer);
    bar.removeEventListener('popstate', onMove);
    bar.removeEventListener('hashchange', onMove);
  };
}
