/** Makes a set of images from what only this set knows. Each pixel is an input; images have no noise. */
import type { ImageSet } from './DataSet.ts';

type ImageSettings<Name extends string> = Pick<
  ImageSet<Name>,
  | 'name'
  | 'label'
  | 'about'
  | 'task'
  | 'classes'
  | 'samples'
  | 'start'
  | 'imageSide'
  | 'folder'
  | 'parts'
  | 'thumb'
>;

export function imageSet<const Name extends string>(settings: ImageSettings<Name>): ImageSet<Name> {
  const pixels = settings.imageSide ** 2;
  return {
    ...settings,
    kind: 'image',
    group: 'Images',
    columns: Array.from({ length: pixels }, (_, i) => `pixel ${i}`),
    hasNoise: false,
    noise: null,
  };
}
