/** Number of digits: each thousand is megabytes to download, so a few sizes instead of a slider. */
import * as say from '#messages/generated/data.ts';
import { countText } from '#messages/numberText.ts';
import { useCommands } from '../CommandsContext.ts';
import { Select } from '../controls/Select.tsx';
import { useExperiment, useFacts } from '../useExperiment.ts';

export function SamplesSelect() {
  const { edit } = useCommands();
  const samples = useExperiment((experiment) => experiment.data.samples);
  const { max } = useFacts().samples;
  const sizes = new Set([1_200, 6_000, 12_000]);
  if (samples !== 'all') sizes.add(samples);
  const options = [...sizes]
    .sort((a, b) => a - b)
    .map((size) => ({ value: String(size), label: countText(size) }));
  return (
    <div className="setting-row samples-select">
      {say.samples()}
      <Select
        small
        label={say.samples()}
        value={String(samples)}
        options={[...options, { value: 'all', label: say.allSamples({ count: max }) }]}
        onChange={(value) =>
          edit((experiment) => ({
            ...experiment,
            data: { ...experiment.data, samples: value === 'all' ? 'all' : Number(value) },
          }))
        }
      />
    </div>
  );
}
