/** What is asked of the server: how many at once, in which pattern, and the two ways to send them. */
import { useStore } from 'zustand';
import { countText } from '../../paint/numberText.ts';
import type { ServingSpec } from '../../spec/experiment.ts';
import { LIMITS } from '../../spec/limits.ts';
import type { Pattern } from '../../spec/vocabulary.ts';
import { deviceStore } from '../../state/deviceStore.ts';
import { servingStore } from '../../state/servingStore.ts';
import { useCommands } from '../CommandsContext.ts';
import { NumberField } from '../controls/NumberField.tsx';
import { Segmented } from '../controls/Segmented.tsx';
import { Slider } from '../controls/Slider.tsx';
import { useExperiment } from '../useExperiment.ts';

export const PATTERN_WORDS: Readonly<Record<Pattern, { readonly label: string; readonly about: string }>> = {
  oneByOne: { label: 'One by one', about: 'Each request waits for the answer to the last.' },
  unbatched: { label: 'Unbatched', about: 'All are in flight at once; the device computes each by itself.' },
  batched: { label: 'Batched', about: 'All are in flight at once; the server computes many together.' },
};
const PATTERN_OPTIONS = (['oneByOne', 'unbatched', 'batched'] as const).map((value) => ({
  value,
  label: PATTERN_WORDS[value].label,
}));

/** How long a load keeps going, in ms. */
const LOAD_MS = 4_000;
/** The slider moves in doublings: 1, 2, 4 … 1,024. */
const DOUBLINGS = Math.log2(LIMITS.inFlight.max);

export function LoadPanel() {
  const commands = useCommands();
  const serving = useExperiment((experiment) => experiment.serving);
  const phase = useStore(servingStore, (state) => state.phase);
  const ready = useStore(deviceStore, (state) => state.status === 'ready');
  const running = phase !== 'idle';
  const change = (part: Partial<ServingSpec>, gesture?: string): void =>
    commands.edit((experiment) => ({ ...experiment, serving: { ...experiment.serving, ...part } }), gesture);
  return (
    <div className="load-panel">
      {running ? (
        <button
          type="button"
          className="button-filled"
          disabled={phase === 'stopping'}
          onClick={() => commands.stopLoad()}
        >
          Stop the load
        </button>
      ) : (
        <button
          type="button"
          className="button-filled"
          disabled={!ready}
          onClick={() => commands.sendBurst()}
        >
          {serving.inFlight === 1 ? 'Send 1 request' : `Send ${countText(serving.inFlight)} requests`}
        </button>
      )}
      <Segmented
        label="Pattern"
        value={serving.pattern}
        options={PATTERN_OPTIONS}
        onChange={(pattern) => change({ pattern })}
      />
      <Slider
        label="Requests in flight"
        value={Math.round(Math.log2(serving.inFlight))}
        min={0}
        max={DOUBLINGS}
        step={1}
        text={countText(serving.inFlight)}
        onChange={(doublings, gesture) => change({ inFlight: 2 ** doublings }, gesture)}
      />
      <button
        type="button"
        className="button"
        disabled={running || !ready}
        onClick={() => commands.startLoad(LOAD_MS)}
      >
        Keep {countText(serving.inFlight)} in flight for {LOAD_MS / 1_000} s
      </button>
      <p className="load-about">{PATTERN_WORDS[serving.pattern].about}</p>
      <ServerSettings serving={serving} change={change} />
    </div>
  );
}

function ServerSettings({
  serving,
  change,
}: {
  readonly serving: ServingSpec;
  change(part: Partial<ServingSpec>): void;
}) {
  const fields = [
    { name: 'maxBatchSize', label: 'Max batch size' },
    { name: 'maxQueueDelayUs', label: 'Max queue delay', unit: 'µs' },
    { name: 'maxQueueSize', label: 'Max queue size' },
  ] as const;
  return (
    <div className="server-settings">
      <h3>Server</h3>
      {fields.map((field) => (
        <div className="setting-row" key={field.name}>
          <span>{field.label}</span>
          <NumberField
            label={field.label}
            value={serving[field.name]}
            min={LIMITS[field.name].min}
            max={LIMITS[field.name].max}
            whole
            {...('unit' in field ? { unit: field.unit } : {})}
            onChange={(value) => change({ [field.name]: value })}
          />
        </div>
      ))}
    </div>
  );
}
