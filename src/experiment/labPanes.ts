/**
 * The panes of the request lab, in the order of their tabs: what a link names, and what the screen calls it. The pane itself is
 * the folder of this name in `views/requests/`. The tabs in index.html are made from this list when the page is built.
 */
import * as say from '#messages/generated/lab.ts';

export const LAB_PANES = [
  { name: 'overview', label: say.live },
  { name: 'timeline', label: say.timeline },
  { name: 'latency', label: say.latency },
  { name: 'answers', label: say.answers },
  { name: 'windows', label: say.timeWindows },
  { name: 'sweep', label: say.capacity },
  { name: 'compare', label: say.compare },
  { name: 'code', label: say.code },
] as const;

export type LabPane = (typeof LAB_PANES)[number]['name'];

export const LAB_PANE_NAMES: readonly LabPane[] = LAB_PANES.map(({ name }) => name);
