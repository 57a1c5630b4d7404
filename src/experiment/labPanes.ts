/**
 * The panes of the request lab, in the order of their tabs: what a link names, and what the screen calls it. The pane itself is
 * the folder of this name in `views/requests/`. The tabs in index.html are made from this list when the page is built.
 */
export const LAB_PANES = [
  { name: 'overview', label: 'Overview' },
  { name: 'timeline', label: 'Timeline' },
  { name: 'latency', label: 'Latency' },
  { name: 'answers', label: 'Answers' },
  { name: 'windows', label: 'Windows' },
  { name: 'sweep', label: 'Sweep' },
  { name: 'compare', label: 'Compare' },
  { name: 'code', label: 'Code' },
] as const;

export type LabPane = (typeof LAB_PANES)[number]['name'];

export const LAB_PANE_NAMES: readonly LabPane[] = LAB_PANES.map(({ name }) => name);
