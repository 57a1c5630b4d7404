/** Beside the diagram, unseen: every layer with its biases and weights, for screen readers. */
import * as say from '#messages/generated/network.ts';
import { isSameShape } from '#nn/isSameShape.ts';
import { layerTable } from '#scene/network/networkText.ts';
import { layerName, type NameSources } from '#scene/network/unitNames.ts';
import { snapshotFeed } from '#state/feeds.ts';
import { PictureTable } from '../pictures/PictureTable.tsx';
import { useTextFeed } from '../pictures/useTextFeed.ts';

export function NetworkText({ names }: { readonly names: NameSources }) {
  const snapshot = useTextFeed(snapshotFeed);
  if (!snapshot || !isSameShape(snapshot.shape, names.shape)) return null;
  return (
    <section className="network-words" aria-label={say.inWords()}>
      {names.shape.layers.map((_, layer) => (
        <PictureTable
          key={layer}
          caption={say.biasesAndWeights({ layer: layerName(names.shape, layer) })}
          {...layerTable(names, layer, snapshot.parameters)}
        />
      ))}
    </section>
  );
}
