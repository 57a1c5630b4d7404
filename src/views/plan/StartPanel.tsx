/** What the weights are before the first step: the distribution and the seed of the draw. */
import { Shuffle } from 'lucide-react';
import type { NetworkSpec } from '#experiment/experiment.ts';
import { LIMITS } from '#experiment/limits.ts';
import * as say from '#messages/generated/planPanels.ts';
import { initializerWords } from '#scene/labels.ts';
import { INITIALIZERS } from '#nn/vocabulary.ts';
import { useCommands } from '../CommandsContext.ts';
import { NumberField } from '../controls/NumberField.tsx';
import { OptionList } from '../controls/OptionList.tsx';
import { useExperiment } from '../useExperiment.ts';

export function StartPanel({ compact = false }: { readonly compact?: boolean }) {
  const { edit } = useCommands();
  const network = useExperiment((experiment) => experiment.network);
  const change = (part: Partial<NetworkSpec>): void =>
    edit((experiment) => ({ ...experiment, network: { ...experiment.network, ...part } }));
  return (
    <>
      {!compact && <h3 className="plan-panel-title">{say.startingWeights()}</h3>}
      <OptionList
        label={say.startingWeights()}
        compact={compact}
        value={network.initializer}
        options={INITIALIZERS.map((value) => {
          const { whole, about } = initializerWords(value);
          return { value, label: whole, hint: about };
        })}
        onChange={(initializer) => change({ initializer })}
      />
      <div className="setting-row">
        {say.seed()}
        <span className="start-seed">
          <NumberField
            label={say.seedOfWeights()}
            value={network.seed}
            {...LIMITS.seed}
            whole
            onChange={(seed) => change({ seed })}
          />
          <button
            type="button"
            className="button"
            onClick={() => change({ seed: (network.seed + 1) % (LIMITS.seed.max + 1) })}
          >
            <Shuffle size={16} strokeWidth={1.75} aria-hidden />
            {say.newWeights()}
          </button>
        </span>
      </div>
      <p className="plan-panel-note">{say.sameSeed()}</p>
    </>
  );
}
