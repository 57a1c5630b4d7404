/**
 * Keeps experiment and run of this tab in IndexedDB: immediately after an edit or at the end of a run, every few seconds while training
 * (the trainer sends the run), and when the page is hidden or left; then also in sessionStorage, which is certain (`leftRun.ts`). A failure
 * is reported once and retried.
 */
import { concernsTraining, diffExperiments } from '#experiment/diffExperiments.ts';
import type { Experiment } from '#experiment/experiment.ts';
import type { Caller } from '#protocol/Call.ts';
import type { KeptRun, TrainerCalls, TrainerEvents } from '#protocol/trainer.ts';
import { experimentStore } from '#state/experimentStore.ts';
import { historyFeed } from '#state/feeds.ts';
import { KEPT_MARK } from './keptMark.ts';
import type { LeftRun } from './leftRun.ts';
import { openTabs } from './tabIdentity.ts';
import { tabsToForget, type WorkStore } from './workStore.ts';

/** Minimum time between two writes, also in multiples of the time that a write takes. */
const GAP_MS = 1_000;
const GAP_SHARE = 20;
const RETRY_MS = 15_000;

export interface WorkParts {
  readonly trainer: Pick<Caller<TrainerCalls, TrainerEvents>, 'on'>;
  readonly page: Pick<Window, 'addEventListener' | 'removeEventListener'>;
  open(): Promise<WorkStore>;
  /** The name of this tab, once no other tab has it. */
  identify(): Promise<string>;
  /** What the page started with. */
  readonly brought: { readonly run: KeptRun | undefined; readonly isKept: boolean };
  /** The run of a page that is left, for its reload. */
  readonly left: LeftRun;
  /** Called once, when something could not be kept. */
  onFailure(): void;
}

export interface WorkKeeper {
  /** The last known run of the same experiment. */
  runOf(experiment: Experiment): KeptRun | undefined;
  /** Brings the runs of the charts that were kept with this tab, and keeps them from now on. */
  bringCurves(): void;
  stop(): void;
}

export function persistWork({
  trainer,
  page,
  open,
  identify,
  brought,
  left,
  onFailure,
}: WorkParts): WorkKeeper {
  let run = brought.run ?? null;
  let isDirty = false;
  /** Whether this tab has an entry, which must be kept up to date. */
  let { isKept } = brought;
  let store: WorkStore | null = null;
  let tab: string | null = null;
  let saving = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let nextMs = -Infinity;
  let hasFailed = false;

  /** An untouched page gets no entry. */
  function isWorth(): boolean {
    const { past, future } = experimentStore.getState();
    return isKept || past.length + future.length > 0 || (run?.checkpoint.step ?? 0) > 0;
  }

  const put = (kept: WorkStore, name: string): Promise<void> =>
    kept.put(name, { experiment: experimentStore.getState().experiment, run });

  /** Both before the first write: a page that is left has no time for it. */
  const prepare = (): Promise<readonly [WorkStore, string]> => (preparing ??= prepareOnce());
  let preparing: Promise<readonly [WorkStore, string]> | null = null;

  /** Once at a time: a tab that asks for its name twice finds it taken, by itself, and works on under another. */
  async function prepareOnce(): Promise<readonly [WorkStore, string]> {
    try {
      store = await open();
      tab ??= await identify();
      return [store, tab];
    } catch (error) {
      preparing = null;
      throw error;
    }
  }

  async function save(): Promise<void> {
    timer = undefined;
    if (saving || !isDirty || !isWorth()) return;
    saving = true;
    isDirty = false;
    try {
      // Without a microtask where both are available.
      const [kept, name] = store && tab ? [store, tab] : await prepare();
      const startMs = performance.now();
      // Before the write, whose end a page that is left does not see.
      if (!isKept) localStorage.setItem(KEPT_MARK, '1');
      await putOrMakeRoom(kept, name);
      isKept = true;
      if (!isDirty) left.drop();
      nextMs = performance.now() + Math.max(GAP_MS, GAP_SHARE * (performance.now() - startMs));
    } catch {
      isDirty = true;
      store = null;
      preparing = null;
      nextMs = performance.now() + RETRY_MS;
      fail();
    }
    saving = false;
    if (isDirty) schedule();
  }

  function fail(): void {
    if (!hasFailed) onFailure();
    hasFailed = true;
  }

  async function putOrMakeRoom(kept: WorkStore, name: string): Promise<void> {
    try {
      await put(kept, name);
    } catch (error) {
      if (!(error instanceof DOMException) || error.name !== 'QuotaExceededError') throw error;
      await forget(kept, name, Infinity);
      await put(kept, name);
    }
  }

  /** Removes what is too old, too much or too large by then, except the entries of open tabs. */
  async function forget(kept: WorkStore, name: string, nowMs: number): Promise<void> {
    const open = await openTabs();
    // Without locks the open tabs are not known: then only age and number count.
    if (!open && nowMs === Infinity) return;
    const tabs = tabsToForget(await kept.entries(), new Set([...(open ?? []), name]), nowMs);
    if (tabs.length > 0) await kept.remove(tabs);
  }

  function schedule(): void {
    if (saving || timer !== undefined) return;
    const waitMs = nextMs - performance.now();
    if (waitMs <= 0) void save();
    else timer = setTimeout(() => void save(), waitMs);
  }

  function leave(): void {
    left.keep(run && run.checkpoint.step > 0 ? run : null);
    if (!(isDirty || saving) || !store || !tab || !isWorth()) return;
    try {
      put(store, tab).then(
        () => (isKept = true),
        () => undefined,
      );
    } catch {
      // the database was closed under the page
    }
  }
  const onVisibility = (): void => {
    if (document.visibilityState === 'hidden') leave();
  };

  const stops = [
    trainer.on('snapshotTaken', (snapshot) => {
      if (!snapshot.run) return;
      run = { ...snapshot.run, curve: historyFeed.latest };
      isDirty = true;
      schedule();
    }),
    experimentStore.subscribe(() => {
      isDirty = true;
      schedule();
    }),
  ];
  page.addEventListener('pagehide', leave);
  page.addEventListener('visibilitychange', onVisibility, true);
  prepare()
    .then(([kept, name]) => forget(kept, name, Date.now()))
    // Reported when there is something to lose.
    .catch(() => undefined);

  let curves: Promise<void> | null = null;
  const openCurves = async (): Promise<void> => {
    try {
      const { persistCurves } = await import('./persistCurves.ts');
      stops.push(persistCurves({ ready: prepare, onFailure: fail }));
    } catch {
      // The file did not come: the next opening of the charts asks again.
      curves = null;
    }
  };

  return {
    bringCurves: () => void (curves ??= openCurves()),
    runOf: (experiment) =>
      run && !concernsTraining(diffExperiments(run.experiment, experiment)) ? run : undefined,
    stop() {
      for (const stop of stops) stop();
      clearTimeout(timer);
      page.removeEventListener('pagehide', leave);
      page.removeEventListener('visibilitychange', onVisibility, true);
    },
  };
}
