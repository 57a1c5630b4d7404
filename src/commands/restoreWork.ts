/**
 * Reads the kept work of a tab at the start of the page: the run of this tab after a reload, or experiment and run of the tab that was
 * closed last. Loaded by `app/readStart.ts` only where something has been kept. Never rejects: the page starts without it.
 */
import { concernsTraining, diffExperiments } from '#experiment/diffExperiments.ts';
import type { Experiment } from '#experiment/experiment.ts';
import { parseExperiment } from '#experiment/parseExperiment.ts';
import type { HistoryPoint, KeptRun } from '#protocol/trainer.ts';
import { leftRun } from './leftRun.ts';
import { openTabs } from './tabIdentity.ts';
import { openWorkStore, type WorkStore } from './workStore.ts';

/** The first picture waits for this; slower storage restores nothing, and keeps it. */
const WAIT_MS = 1_000;
/** After a reload it is this very tab's work, which must not be missing because the machine is busy. */
const OWN_WAIT_MS = 3_000;

export interface ClosedTab {
  readonly tab: string;
  readonly experiment: Experiment;
  readonly run: KeptRun | undefined;
}

/** The run of this tab, if it was of the same experiment as the page's. */
export function runOfTab(tab: string, experiment: Experiment): Promise<KeptRun | undefined> {
  const left = leftBehind(experiment);
  if (left) return Promise.resolve(left);
  return orNothing(async (store) => runOf((await store.get(tab))?.run, experiment), OWN_WAIT_MS);
}

/** The work of the tab that was closed last, unless an open tab has been used since. */
export function lastClosedTab(own: string | null): Promise<ClosedTab | undefined> {
  return orNothing(async (store) => {
    const [entries, open] = await Promise.all([store.entries(), openTabs()]);
    const [newest] = entries.toSorted((a, b) => b.savedMs - a.savedMs);
    // This tab itself, at its last address, may still hold its lock.
    if (!newest || !open || (open.has(newest.tab) && newest.tab !== own)) return undefined;
    const work = await store.get(newest.tab);
    if (!work) return undefined;
    const experiment = parseExperiment(work.experiment);
    return { tab: newest.tab, experiment, run: runOf(work.run, experiment) };
  }, WAIT_MS);
}

/** What the page left in the storage of the tab: newer than the database, where it is there. */
function leftBehind(experiment: Experiment): KeptRun | undefined {
  try {
    return runOf(leftRun(() => sessionStorage).read(), experiment);
  } catch {
    return undefined;
  }
}

function runOf(run: KeptRun | null | undefined, experiment: Experiment): KeptRun | undefined {
  if (!run || !(run.checkpoint.step > 0 || run.curve.length > 0)) return undefined;
  if (concernsTraining(diffExperiments(parseExperiment(run.experiment), experiment))) return undefined;
  if (!(run.checkpoint.state instanceof Float32Array)) return undefined;
  return { experiment, checkpoint: run.checkpoint, curve: run.curve.filter(isPoint) };
}

const isPoint = ({ epoch, step }: HistoryPoint): boolean => Number.isFinite(epoch) && Number.isFinite(step);

async function orNothing<T>(read: (store: WorkStore) => Promise<T>, waitMs: number): Promise<T | undefined> {
  const late = new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), waitMs));
  const found = openWorkStore().then(read);
  return Promise.race([found.catch(() => undefined), late]);
}
