/** The five coach marks of a first visit: what each says, where it stands, and what moves on from it. */
import * as say from '#messages/generated/tour.ts';
import { experimentStore } from '#state/experimentStore.ts';
import { servingStore } from '#state/servingStore.ts';
import { trainingStore } from '#state/trainingStore.ts';
import { uiStore } from '#state/uiStore.ts';

export type MarkSide = 'below' | 'left' | 'above' | 'over';

export interface TourMark {
  text(): string;
  /** CSS selector of what it is about. */
  readonly target: string;
  readonly side: MarkSide;
  /**
   * Calls back once the thing has been done.
   * @returns a function that stops waiting
   */
  whenDone(done: () => void): () => void;
}

const never = (): (() => void) => () => undefined;

export const TOUR_MARKS: readonly TourMark[] = [
  {
    text: say.play,
    target: '.transport-play',
    side: 'below',
    whenDone: (done) => trainingStore.subscribe(({ phase }) => phase === 'playing' && done()),
  },
  { text: say.map, target: '.output .map-frame, .output canvas', side: 'left', whenDone: never },
  {
    text: say.unit,
    target: '.network',
    side: 'over',
    // Once the pointer has left it, or the mark would go while the unit is looked at.
    whenDone: (done) => uiStore.subscribe(({ hovered }, before) => before.hovered && !hovered && done()),
  },
  {
    text: say.set,
    target: '.set-picker',
    side: 'below',
    whenDone: (done) =>
      experimentStore.subscribe(
        ({ experiment }, before) => experiment.data.set !== before.experiment.data.set && done(),
      ),
  },
  {
    text: say.ask,
    target: '.dock .button-filled',
    side: 'above',
    whenDone: (done) => servingStore.subscribe(({ phase }) => phase !== 'idle' && done()),
  },
];
