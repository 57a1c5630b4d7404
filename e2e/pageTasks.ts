/**
 * How long the tasks of a page keep its main thread, by the browser's own trace. A task's time on the clock counts what
 * other threads and other machines on the same cores took meanwhile; its time on the processor is what the page did.
 */
import type { Page } from '@playwright/test';

export interface PageTask {
  readonly clockMs: number;
  readonly processorMs: number;
}

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly args?: { readonly name?: string };
  /** Microseconds on the clock, and of the thread's own processor time. */
  readonly dur?: number;
  readonly tdur?: number;
}

/** All tasks of main threads while `work` runs. Throws where the browser does not tell processor time. */
async function tasksDuring(page: Page, work: () => Promise<unknown>): Promise<PageTask[]> {
  const browser = page.context().browser();
  if (!browser) throw new Error('The page belongs to no browser that could be traced.');
  await browser.startTracing(page, { categories: ['toplevel', '-*'] });
  let trace = '';
  try {
    await work();
  } finally {
    trace = (await browser.stopTracing()).toString();
  }
  const { traceEvents } = JSON.parse(trace) as { traceEvents: TraceEvent[] };
  const threadOf = ({ pid, tid }: TraceEvent): string => `${pid} ${tid}`;
  const mains = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(threadOf),
  );
  const tasks = traceEvents.filter(
    (event) => event.ph === 'X' && event.name.endsWith('RunTask') && mains.has(threadOf(event)),
  );
  if (!tasks.some(({ tdur }) => tdur !== undefined)) throw new Error('The trace has no processor times.');
  return tasks.map(({ dur = 0, tdur = 0 }) => ({ clockMs: dur / 1_000, processorMs: tdur / 1_000 }));
}

/**
 * The tasks of the calmest of up to three runs: a task that is too long in each is the page's own; one that a neighbour on
 * the same cores lengthened (shared caches lengthen processor time, too) is not there the next time.
 */
export async function calmestTasks(page: Page, work: () => Promise<unknown>): Promise<PageTask[]> {
  let calmest: PageTask[] | null = null;
  for (let run = 0; run < 3; run += 1) {
    const tasks = await tasksDuring(page, work);
    if (!calmest || tooLong(tasks).length < tooLong(calmest).length) calmest = tasks;
    if (tooLong(calmest).length === 0) break;
  }
  return calmest ?? [];
}

/** The longest tasks, as text for the log. */
export function longestOf(tasks: readonly PageTask[]): string {
  const listOf = (pick: (task: PageTask) => number): string => {
    const longest = tasks.map(pick).toSorted((a, b) => b - a);
    return longest
      .slice(0, 5)
      .map((ms) => ms.toFixed(0))
      .join(', ');
  };
  const clock = listOf(({ clockMs }) => clockMs);
  return `longest on the processor ${listOf(({ processorMs }) => processorMs)} ms, on the clock ${clock} ms`;
}

/** What a person feels: a key or a drag waits for the task under way. */
const MOST_MS = 50;
/** A shared machine stops any process for a while, once; a page that waits for something does so in every other frame. */
const MOST_ON_CLOCK_MS = 150;
const MOST_STOPS = 1;

/** Tasks that make the reader wait: with the page’s own work, or with waiting itself, which takes no processor. */
export function tooLong(tasks: readonly PageTask[]): PageTask[] {
  const stopped = tasks.filter(({ clockMs }) => clockMs > MOST_ON_CLOCK_MS);
  const worked = tasks.filter(({ processorMs }) => processorMs > MOST_MS);
  return [...worked, ...(stopped.length > MOST_STOPS ? stopped : [])];
}
