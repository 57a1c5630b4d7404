/**
 * The panes of Inspect, in the order of their tabs: what a link names, and what the screen calls it. The pane itself is the folder
 * of this name in `views/inspect/`.
 */
import * as say from '#messages/generated/inspectPanes.ts';

export const INSPECT_PANES = [
  { name: 'overview', label: say.overview },
  { name: 'sample', label: say.oneSample },
  { name: 'layers', label: say.layers },
  { name: 'plane', label: say.warpedPlane },
  { name: 'landscape', label: say.landscape },
  { name: 'mistakes', label: say.mistakes },
] as const;

export type InspectPane = (typeof INSPECT_PANES)[number]['name'];

export const INSPECT_PANE_NAMES: readonly InspectPane[] = INSPECT_PANES.map(({ name }) => name);
