/** Name of a file that is taken away: the title, or the data set, in words joined by hyphens. */
import { dataSetLabel } from '#scene/labels.ts';
import { experimentStore } from '#state/experimentStore.ts';

/** @example fileNameOf('Two moons, at dusk', 'fanout.json') // 'two-moons-at-dusk.fanout.json' */
export function fileNameOf(title: string, suffix: string): string {
  const { data } = experimentStore.getState().experiment;
  const words = title.trim() === '' ? dataSetLabel(data.set) : title;
  const name = words.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '-');
  return `${name.replaceAll(/^-|-$/g, '') || data.set}.${suffix}`;
}
