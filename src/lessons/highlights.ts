/** Controls that a lesson can point at, by the name in `lesson.json`. `views/lesson/highlightTargets.ts` says where each is. */
export const HIGHLIGHTS = [
  'play',
  'step',
  'reset',
  'speed',
  'units',
  'activation',
  'addLayer',
  'links',
  'bias',
  'loss',
  'optimizer',
  'learningRate',
  'batchSize',
  'outputActivation',
  'regularisation',
  'start',
  'map',
  'send',
  'dock',
] as const;

export type HighlightName = (typeof HIGHLIGHTS)[number];

export const isHighlight = (name: string): name is HighlightName =>
  (HIGHLIGHTS as readonly string[]).includes(name);
