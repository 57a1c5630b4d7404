/**
 * Opens lessons and goes through their steps. A step begins with a fresh start, or goes on from the one before; one that was open
 * before comes back as it was left, with what was trained, because it is the same value of the store (`client/momentOf.ts`).
 * Leaving a lesson brings back what stood before it.
 */
import { changeExperiment } from '#experiment/changeExperiment.ts';
import type { Experiment, ExperimentInput } from '#experiment/experiment.ts';
import { isSameJson } from '#experiment/isSameJson.ts';
import { parseExperiment } from '#experiment/parseExperiment.ts';
import type { Lesson, LessonChange } from '#lessons/Lesson.ts';
import { LESSONS } from '#lessons/generated/registry.ts';
import type { LessonLink } from '#lessons/lessonLink.ts';
import { lessonTexts, loadLesson } from '#lessons/lessonTexts.ts';
import { failed } from '#messages/Failure.ts';
import * as say from '#messages/generated/learn.ts';
import { presentLanguage } from '#messages/say.ts';
import * as failures from '#messages/generated/lessonErrors.ts';
import { experimentStore, openExperiment, setExperiment } from '#state/experimentStore.ts';
import { snapshotFeed } from '#state/feeds.ts';
import { learnStore, lessonLeft, lessonOpened, stepOpened } from '#state/learnStore.ts';
import { uiStore } from '#state/uiStore.ts';
import { importModule } from './importModule.ts';
import { notifyError } from './notifyError.ts';

/** Height of a folded dock: its tabs alone. */
const FOLDED_PX = 36;
const READABLE_PX = 226;

/** What stood when the first lesson was opened. */
let outside: { readonly experiment: Experiment; readonly dockHeightPx: number } | null = null;
/** What stands, or stood, in each step that was opened, by lesson. */
const works = new Map<string, Map<number, Experiment>>();
/** Before a phrase made its change, by the value that it made. */
const beforeChange = new WeakMap<Experiment, Experiment>();
let opening = 0;

const present = (): Experiment => experimentStore.getState().experiment;

/**
 * Opens a lesson where the reader left it, or at a step.
 * @param step from 0
 * @throws for a lesson or step that is not there, and changes nothing
 */
export async function openLesson(id: string, step?: number): Promise<void> {
  const turn = ++opening;
  const { lesson, at } = await findStep(id, step);
  if (turn !== opening) return;
  if (learnStore.getState().lesson) keepWork();
  else outside = { experiment: present(), dockHeightPx: uiStore.getState().dockHeightPx };
  lessonOpened(lesson, at);
  beginStep(lesson, at);
}

/**
 * Shows the step of a link.
 * @param kept the experiment of the link; null where the step's own start is meant
 * @returns what the link opens, which the caller makes the present experiment
 */
export async function takeLessonLink({ id, step }: LessonLink, kept: Experiment | null): Promise<Experiment> {
  const turn = ++opening;
  const { lesson, at } = await findStep(id, step);
  const experiment = kept ?? startOf(lesson, at, true) ?? present();
  if (turn !== opening) return experiment;
  if (!learnStore.getState().lesson)
    outside = { experiment: present(), dockHeightPx: uiStore.getState().dockHeightPx };
  staleGeneration = snapshotFeed.latest?.generation ?? -1;
  lessonOpened(lesson, at);
  makeRoom(lesson, at);
  return experiment;
}

/** All lessons, with how far the reader has come in each. */
export function lessonSummaries(): {
  id: string;
  kind: 'lesson';
  title: string;
  steps: number;
  done: number;
}[] {
  const { progress } = learnStore.getState();
  return LESSONS.map((entry) => ({
    id: entry.id,
    kind: 'lesson',
    title: lessonTexts(entry, presentLanguage()).title,
    steps: entry.steps,
    done: progress[entry.id]?.done.length ?? 0,
  }));
}

/** The same for a button: an error becomes a notice. */
export const showLesson = (id: string, step?: number): void => void openLesson(id, step).catch(notifyError);

/** @throws for a lesson or step that is not there */
export async function findStep(
  id: string,
  step?: number,
): Promise<{ readonly lesson: Lesson; readonly at: number }> {
  const entry = LESSONS.find((lesson) => lesson.id === id);
  if (!entry) throw failed(failures.noLesson({ id, ids: LESSONS.map((lesson) => lesson.id).join(', ') }));
  if (step !== undefined && !(Number.isInteger(step) && step >= 0 && step < entry.steps)) {
    throw failed(failures.noStep({ id, steps: entry.steps }));
  }
  const { done, at = 0 } = learnStore.getState().progress[id] ?? {};
  const left = done && done.length < entry.steps && at < entry.steps ? at : 0;
  const lesson = await importModule(say.theLesson, () => loadLesson(entry, presentLanguage()));
  return { lesson, at: step ?? left };
}

/** Shows another step of the present lesson. */
export function goToStep(step: number): void {
  const { lesson } = learnStore.getState();
  if (!lesson?.steps[step]) return;
  keepWork();
  stepOpened(step);
  beginStep(lesson, step);
}

/** What stood before the lesson comes back; the lesson's work is there when it is opened again. */
export function leaveLesson(): void {
  opening += 1;
  keepWork();
  lessonLeft();
  if (!outside) return;
  uiStore.setState({ dockHeightPx: outside.dockHeightPx });
  setExperiment(outside.experiment);
  outside = null;
}

/** Makes the change of a phrase, or takes it back where it is in force. */
export function toggleChange(name: string): void {
  const { lesson, step } = learnStore.getState();
  const known = lesson?.steps[step]?.changes[name];
  if (!known) return;
  try {
    if (isInForce(known.change, present())) takeBack(known.change);
    else makeChange(known);
  } catch (error) {
    notifyError(error);
  }
}

function makeChange({ change, restart }: LessonChange): void {
  const before = present();
  const next = changeExperiment(before, change);
  beforeChange.set(next, before);
  if (restart) openExperiment(next);
  else setExperiment(next);
}

/** Whether the change would alter nothing; where the reader has changed so much that it does not fit, it is not in force. */
export function isInForce(change: ExperimentInput, experiment: Experiment): boolean {
  try {
    return isSameJson(changeExperiment(experiment, change), experiment);
  } catch {
    return false;
  }
}

/** Where nothing was edited since, with the weights of before; else the same settings get their values of before. */
function takeBack(change: ExperimentInput): void {
  const now = present();
  const exact = beforeChange.get(now);
  if (exact) return setExperiment(exact);
  const { past } = experimentStore.getState();
  const made = past.findLast((experiment) => beforeChange.has(experiment));
  const before = made && beforeChange.get(made)!;
  if (before && !isInForce(change, before)) setExperiment(changeExperiment(now, partsOf(before, change)));
}

/** The parts of an experiment that a change names. */
function partsOf(experiment: unknown, change: unknown): ExperimentInput {
  const isObject = (value: unknown): value is Record<string, unknown> =>
    typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!isObject(change) || !isObject(experiment)) return experiment as ExperimentInput;
  return Object.fromEntries(Object.keys(change).map((key) => [key, partsOf(experiment[key], change[key])]));
}

function keepWork(): void {
  const { lesson, step } = learnStore.getState();
  if (!lesson) return;
  const work = works.get(lesson.id) ?? new Map<number, Experiment>();
  works.set(lesson.id, work.set(step, present()));
}

/** Snapshots of this generation are of what stood before the step; −1 where the step changed nothing. */
let staleGeneration = -1;

/** Whether the newest snapshot is of the step's own experiment. */
export function isStepTaken(): boolean {
  const { latest } = snapshotFeed;
  return latest !== null && latest.generation !== staleGeneration;
}

function beginStep(lesson: Lesson, step: number): void {
  const before = present();
  const { latest } = snapshotFeed;
  bringStep(lesson, step);
  staleGeneration = latest && present() !== before ? latest.generation : -1;
}

function bringStep(lesson: Lesson, step: number): void {
  makeRoom(lesson, step);
  const work = works.get(lesson.id)?.get(step);
  if (work) setExperiment(work);
  else {
    const start = startOf(lesson, step);
    if (start) openExperiment(start);
  }
}

/** The dock is folded unless the step needs it. */
function makeRoom(lesson: Lesson, step: number): void {
  const { dock } = lesson.steps[step]!;
  const { dockHeightPx } = uiStore.getState();
  uiStore.setState({
    dockHeightPx: dock ? Math.max(dockHeightPx, READABLE_PX) : FOLDED_PX,
    phoneTab: 'network',
  });
}

/** Null where the step goes on from the one before, which was open. */
function startOf(lesson: Lesson, step: number, isLink = false): Experiment | null {
  const { open } = lesson.steps[step]!;
  if (open) return named(lesson, open);
  if (!isLink && works.get(lesson.id)?.has(step - 1)) return null;
  const earlier = lesson.steps.slice(0, step).findLast((each) => each.open !== undefined);
  return earlier?.open ? named(lesson, earlier.open) : null;
}

/** A fresh start under the name of the lesson. */
function named({ title }: Lesson, open: ExperimentInput): Experiment {
  const experiment = parseExperiment(open);
  return { ...experiment, title };
}
