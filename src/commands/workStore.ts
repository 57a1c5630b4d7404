/**
 * IndexedDB store of each tab's work: its experiment and its run. One entry per tab, so that two tabs never overwrite each other;
 * sizes and times are in a store of their own, so that cleaning up reads no weights. Every call may reject: storage can be full,
 * blocked or broken, or never respond.
 */
import { openDB, type DBSchema } from 'idb';
import type { Experiment } from '#experiment/experiment.ts';
import { failed } from '#messages/Failure.ts';
import * as failures from '#messages/generated/commandErrors.ts';
import type { KeptRun } from '#protocol/trainer.ts';
import type { KeptCurve } from '#state/runsStore.ts';

export interface Work {
  readonly experiment: Experiment;
  /** Null where the network was never trained. */
  readonly run: KeptRun | null;
}

export interface WorkEntry {
  readonly tab: string;
  /** `Date.now()` of the last write. */
  readonly savedMs: number;
  readonly sizeBytes: number;
}

export interface WorkStore {
  /** The write has been issued when this returns: a page that is left need not wait for it. */
  put(tab: string, work: Work): Promise<void>;
  /** As it was put, unchecked: an older Fanout may have written it. */
  get(tab: string): Promise<Work | undefined>;
  /** Runs kept to compare with, beside the work of the tab. */
  putCurves(tab: string, curves: readonly KeptCurve[]): Promise<void>;
  /** As they were put, unchecked. */
  curves(tab: string): Promise<readonly KeptCurve[]>;
  entries(): Promise<WorkEntry[]>;
  remove(tabs: readonly string[]): Promise<void>;
}

interface WorkSchema extends DBSchema {
  entries: { key: string; value: WorkEntry };
  works: { key: string; value: Work };
  curves: { key: string; value: readonly KeptCurve[] };
}

/** Storage that takes longer counts as broken. */
const ANSWER_MS = 4_000;

const MOST_TABS = 8;
const MOST_BYTES = 64 * 2 ** 20;
const MOST_AGE_MS = 30 * 24 * 3_600_000;

export async function openWorkStore(): Promise<WorkStore> {
  const db = await inTime(
    openDB<WorkSchema>('fanout', 2, {
      upgrade(created, from) {
        if (from < 1) {
          created.createObjectStore('entries', { keyPath: 'tab' });
          created.createObjectStore('works');
        }
        created.createObjectStore('curves');
      },
      // A newer Fanout in another tab upgrades the database: the next write opens it again.
      blocking: (_present, _wanted, event) => (event.target as IDBDatabase).close(),
    }),
  );
  return {
    put(tab, work) {
      const change = db.transaction(['entries', 'works'], 'readwrite');
      const wrote = [
        change.objectStore('entries').put({ tab, savedMs: Date.now(), sizeBytes: sizeOf(work) }),
        change.objectStore('works').put(work, tab),
        change.done,
      ];
      change.commit();
      return inTime(Promise.all(wrote).then(() => undefined));
    },
    get: (tab) => inTime(db.get('works', tab)),
    putCurves: (tab, curves) => inTime(db.put('curves', curves, tab).then(() => undefined)),
    curves: (tab) => inTime(db.get('curves', tab).then((curves) => curves ?? [])),
    entries: () => inTime(db.getAll('entries')),
    remove(tabs) {
      const change = db.transaction(['entries', 'works', 'curves'], 'readwrite');
      const removed = tabs.flatMap((tab) => [
        change.objectStore('entries').delete(tab),
        change.objectStore('works').delete(tab),
        change.objectStore('curves').delete(tab),
      ]);
      return inTime(Promise.all([...removed, change.done]).then(() => undefined));
    },
  };
}

/** Which closed tabs to remove: old ones, and the oldest of those that are too many or too large. */
export function tabsToForget(
  entries: readonly WorkEntry[],
  openTabs: ReadonlySet<string>,
  nowMs: number,
): string[] {
  let tabs = 0;
  let bytes = 0;
  return entries
    .toSorted((a, b) => b.savedMs - a.savedMs)
    .filter(({ tab, savedMs, sizeBytes }) => {
      tabs += 1;
      bytes += sizeBytes;
      const isTooMuch = tabs > MOST_TABS || bytes > MOST_BYTES || nowMs - savedMs > MOST_AGE_MS;
      return isTooMuch && !openTabs.has(tab);
    })
    .map(({ tab }) => tab);
}

/** A point of the curve is up to nine numbers and their names. */
export const POINT_BYTES = 160;

const sizeOf = ({ experiment, run }: Work): number =>
  JSON.stringify(experiment).length +
  (run ? run.checkpoint.state.byteLength + POINT_BYTES * run.curve.length : 0);

function inTime<T>(work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(failed(failures.storageSilent())), ANSWER_MS);
    const end = (): void => clearTimeout(timer);
    work.then(resolve, reject).finally(end);
  });
}
