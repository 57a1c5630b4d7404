/** How many blobs there are, each a class: two sets that differ in nothing else. */
import { switchDataSet } from '#experiment/withDataSet.ts';
import * as say from '#messages/generated/data.ts';
import { useCommands } from '../CommandsContext.ts';
import { Segmented } from '../controls/Segmented.tsx';

export function BlobCount({ set }: { readonly set: 'blobs3' | 'blobs' }) {
  const { edit } = useCommands();
  return (
    <div className="setting-row blob-count">
      {say.blobs()}
      <Segmented
        label={say.numberOfBlobs()}
        value={set}
        options={[
          { value: 'blobs3', label: '3' },
          { value: 'blobs', label: '4' },
        ]}
        onChange={(next) => edit((experiment) => switchDataSet(experiment, next))}
      />
    </div>
  );
}
