/**
 * What the page starts with: the experiment of its address, and what the browser has kept. A reload, or Back from another page,
 * restores the tab's last edit and run; a tab opened without a link restores the tab that was closed last; a link that is
 * opened restores nothing, so that it is the same everywhere.
 */
import { isSeededStart } from '#client/firstPicture.ts';
import { linkedRunOf } from '#client/linkedRuns.ts';
import { importModule } from '#commands/importModule.ts';
import { KEPT_MARK, LEFT_RUN } from '#commands/keptMark.ts';
import type * as bringBack from '#commands/restoreWork.ts';
import { tabBefore } from '#commands/tabIdentity.ts';
import { isReturn, readUnwritten } from '#commands/unwrittenEdit.ts';
import { defaultExperiment } from '#experiment/defaults.ts';
import type { Experiment } from '#experiment/experiment.ts';
import * as say from '#messages/generated/boot.ts';
import * as back from '#messages/generated/welcomeBack.ts';
import type { KeptRun } from '#protocol/trainer.ts';
import { readAddress } from './readAddress.ts';

export interface Start {
  readonly experiment: Experiment;
  /** The experiment of the address, where the page starts with another. */
  readonly addressed?: Experiment;
  /** The run that training continues. */
  readonly run?: KeptRun;
  /** The tab whose work it is; this one replaces it. */
  readonly tab?: string;
  /** Makes the notice for the reader, when something was restored; the language comes later. */
  readonly said?: () => string;
  /** In a frame of another page: nothing is kept, and the address stays as it is. */
  readonly isEmbedded?: boolean;
  /** What of the link has no place here. */
  readonly told?: () => string;
}

type Tell = (error: unknown) => void;

/**
 * Synchronous where nothing was kept, so that nothing waits for a microtask.
 * @param isEmbedded the page stands in a frame of another page, which must not get what this browser has kept
 */
export function readStart(hash: string, onProblem: Tell, isEmbedded = false): Start | Promise<Start> {
  if (isEmbedded) return readOpened(hash, onProblem, { isEmbedded });
  const tab = tabBefore();
  if (isReturn() && tab !== null) return readReturn(tab, hash, onProblem);
  if (hash.length <= 1 && hasKept()) return readClosed(tab);
  return readOpened(hash, onProblem, {});
}

/** The address alone. */
function readOpened(hash: string, onProblem: Tell, rest: Partial<Start>): Start | Promise<Start> {
  let told: (() => string) | undefined;
  const asked = readAddress(hash, onProblem, (text) => (told = text));
  if (!(asked instanceof Promise)) return { experiment: asked, ...rest };
  return asked.then((experiment) => {
    const run = linkedRunOf(experiment);
    return { experiment, ...(run ? { run } : {}), ...(told ? { told } : {}), ...rest };
  });
}

async function readReturn(tab: string, hash: string, onProblem: Tell): Promise<Start> {
  const unwritten = await readLeft(hash);
  // The step of a lesson is in the address alone.
  const addressed = unwritten && !hash.startsWith('#lesson=') ? null : await readAddress(hash, onProblem);
  const left = unwritten ?? { experiment: addressed! };
  if (!hasKept() && !hasLeft()) return { ...left, tab };
  const run = await bringKept(({ runOfTab }) => runOfTab(tab, left.experiment));
  if (!run || isSeededStart(run)) return { ...left, tab };
  return { ...left, tab, run, said: () => trainingBack(run) };
}

/** The edit that this address does not hold yet. */
async function readLeft(hash: string): Promise<Start | undefined> {
  const kept = readUnwritten(() => sessionStorage, hash);
  if (kept === undefined) return undefined;
  try {
    const { parseExperiment } = await importModule(
      say.linkReader,
      () => import('#experiment/parseExperiment.ts'),
    );
    // The address itself is read when the user goes back to it.
    return { experiment: parseExperiment(kept), addressed: defaultExperiment() };
  } catch {
    return undefined;
  }
}

async function readClosed(own: string | null): Promise<Start> {
  const plain = { experiment: defaultExperiment() };
  const closed = await bringKept(({ lastClosedTab }) => lastClosedTab(own));
  if (!closed) return plain;
  const { tab, experiment, run } = closed;
  const trained = run && !isSeededStart(run) ? { run } : {};
  const isPlain = JSON.stringify(experiment) === JSON.stringify(plain.experiment);
  if (isPlain && !run) return { ...plain, tab };
  return {
    ...(isPlain ? plain : { experiment, addressed: plain.experiment }),
    ...trained,
    tab,
    ...(isPlain && !trained.run ? {} : { said: () => experimentBack(trained.run) }),
  };
}

const trainingBack = ({ checkpoint: { epoch, step } }: KeptRun): string =>
  epoch > 0 ? back.trainingBackAtEpoch({ epoch }) : back.trainingBackAtStep({ step });

function experimentBack(run: KeptRun | undefined): string {
  if (!run) return back.experimentBack();
  const { epoch, step } = run.checkpoint;
  return epoch > 0 ? back.experimentBackAtEpoch({ epoch }) : back.experimentBackAtStep({ step });
}

/** When the module cannot be loaded, what was kept stays where it is. */
async function bringKept<T>(read: (module: typeof bringBack) => Promise<T>): Promise<T | undefined> {
  try {
    return await read(await import('#commands/restoreWork.ts'));
  } catch {
    return undefined;
  }
}

const hasKept = (): boolean => isThere(() => localStorage, KEPT_MARK);
const hasLeft = (): boolean => isThere(() => sessionStorage, LEFT_RUN);

function isThere(storage: () => Storage, key: string): boolean {
  try {
    return storage().getItem(key) !== null;
  } catch {
    return false;
  }
}
