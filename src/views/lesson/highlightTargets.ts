/** Where the controls of `lessons/highlights.ts` are: selectors, of which the first that is seen counts. */
import type { HighlightName } from '#lessons/highlights.ts';

export interface HighlightTarget {
  readonly selectors: readonly string[];
  /** Whether a ring is drawn around it; lines of a picture have none. */
  readonly ring: boolean;
}

const ringed = (...selectors: string[]): HighlightTarget => ({ selectors, ring: true });
/** A cell of the training plan, or the cell that holds those for which there is no room. */
const plan = (part: string): HighlightTarget => ringed(`.plan-${part}`, '.plan-more');

export const HIGHLIGHT_TARGETS: Readonly<Record<HighlightName, HighlightTarget>> = {
  play: ringed('.lesson-transport .transport-play', '.transport-play'),
  step: ringed('.transport-step > button'),
  reset: ringed('.transport > button'),
  speed: ringed('.top-bar-centre .select', '.transport'),
  units: ringed('.layer-head .stepper', '.layer-head-button'),
  activation: ringed('.layer-controls .select', '.layer-head-button'),
  addLayer: ringed('.add-layer', '.layer-head-button'),
  links: { selectors: ['.network-diagram'], ring: false },
  bias: ringed('.output-bias'),
  loss: plan('loss'),
  optimizer: plan('optimizer'),
  learningRate: plan('learningRate'),
  batchSize: plan('batchSize'),
  outputActivation: plan('output'),
  regularisation: plan('regularisation'),
  start: plan('start'),
  map: ringed('.output .map-frame', '.output canvas'),
  send: ringed('.load-panel .button-filled'),
  dock: ringed('.dock-tabs'),
};
