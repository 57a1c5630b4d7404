/** Opens demos, and makes their links. What stood before comes back with Undo. */
import type { Experiment } from '#experiment/experiment.ts';
import { parseExperiment } from '#experiment/parseExperiment.ts';
import type { Demo } from '#lessons/demos/Demo.ts';
import * as say from '#messages/generated/gallery.ts';
import { encodeLink } from '#share/encodeLink.ts';
import { challengeStore } from '#state/challengeStore.ts';
import { openExperiment } from '#state/experimentStore.ts';
import { learnStore } from '#state/learnStore.ts';
import { uiStore } from '#state/uiStore.ts';
import { leaveChallenge } from './challenges.ts';
import { leaveLesson } from './lessons.ts';

/** The demo with its words: its sentence as the note, what to do as the one thing to try. */
export const demoExperiment = ({ title, about, task, input }: Demo): Experiment =>
  parseExperiment({
    ...input,
    title: title(),
    note: about(),
    ...(task ? { tryThis: task() } : {}),
  });

export function openDemo(demo: Demo): void {
  if (learnStore.getState().lesson) leaveLesson();
  if (challengeStore.getState().id !== null) leaveChallenge();
  openExperiment(demoExperiment(demo));
  uiStore.setState({ notice: { text: say.opened({ title: demo.title() }), tone: 'plain' } });
}

/** @param address of the page; its fragment is replaced */
export async function demoLink(demo: Demo, address: string): Promise<string> {
  return new URL(`#${await encodeLink(demoExperiment(demo))}`, address).href;
}
