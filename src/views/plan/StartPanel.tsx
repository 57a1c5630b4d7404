/** What the weights are before the first step: the distribution and the seed of the draw. */
import { Shuffle } from 'lucide-react';
import type { NetworkSpec } from '#experiment/experiment.ts';
import { LIMITS } from '#experiment/limits.ts';
import { INITIALIZER_WORDS } from '#scene/labels.ts';
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
      {!compact && <h3 className="plan-panel-title">Starting weights</h3>}
      <OptionList
        label="Starting weights"
        compact={compact}
        value={network.initializer}
        options={INITIALIZERS.map((value) => ({
          value,
          label: INITIALIZER_WORDS[value].whole,
          hint: INITIALIZER_WORDS[value].about,
        }))}
        onChange={(initializer) => change({ initializer })}
      />
      <div className="setting-row">
        Seed
        <span className="start-seed">
          <NumberField
            label="Seed of the weights"
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
            New weights
          </button>
        </span>
      </div>
      <p className="plan-panel-note">The same seed gives the same start.</p>
    </>
  );
}
