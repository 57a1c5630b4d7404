/** What is asked of the server: how many at once, in which pattern, and the two ways to send them. */
import { useStore } from 'zustand';
import { countText, fixedText, rateText } from '../../paint/numberText.ts';
import type { Experiment, LoadSpec, ServingSpec } from '../../spec/experiment.ts';
import { LIMITS } from '../../spec/limits.ts';
import type { Pattern } from '../../spec/vocabulary.ts';
import { deviceStore } from '../../state/deviceStore.ts';
import { servingStore } from '../../state/servingStore.ts';
import { useCommands } from '../CommandsContext.ts';
import { Segmented } from '../controls/Segmented.tsx';
import { NumberRow } from '../controls/SettingRow.tsx';
import { useExperiment } from '../useExperiment.ts';
import { useLayout } from '../useLayout.ts';
import { FaultButtons } from './FaultButtons.tsx';
import { LoadSettings } from './LoadSettings.tsx';
import { ServerSettings } from './ServerSettings.tsx';

export const PATTERN_WORDS: Readonly<Record<Pattern, { readonly label: string; readonly about: string }>> = {
  oneByOne: { label: 'One by one', about: 'Each request waits for the answer to the last.' },
  unbatched: { label: 'Unbatched', about: 'All are in flight at once; the device computes each by itself.' },
  batched: { label: 'Batched', about: 'All are in flight at once; the server computes many together.' },
};
const PATTERN_OPTIONS = (['oneByOne', 'unbatched', 'batched'] as const).map((value) => ({
  value,
  label: PATTERN_WORDS[value].label,
}));

export function LoadPanel() {
  const commands = useCommands();
  const serving = useExperiment((experiment) => experiment.serving);
  const load = useExperiment((experiment) => experiment.load);
  const phase = useStore(servingStore, (state) => state.phase);
  const ready = useStore(deviceStore, (state) => state.status === 'ready');
  const running = phase !== 'idle';
  // A phone would have to be scrolled past all of them to see what they do.
  const phone = useLayout() === 'phone';
  const edit = (change: (experiment: Experiment) => Experiment, gesture?: string): void =>
    commands.edit(change, gesture);
  const changeServing = (part: Partial<ServingSpec>, gesture?: string): void =>
    edit((experiment) => ({ ...experiment, serving: { ...experiment.serving, ...part } }), gesture);
  const changeLoad = (part: Partial<LoadSpec>, gesture?: string): void =>
    edit((experiment) => ({ ...experiment, load: { ...experiment.load, ...part } }), gesture);
  const settings = (
    <>
      <LoadSettings
        load={load}
        inFlight={serving.inFlight}
        change={changeLoad}
        setInFlight={(inFlight, gesture) => changeServing({ inFlight }, gesture)}
      />
      <ServerSettings serving={serving} change={changeServing} />
      <section className="group-settings" aria-label="Goal">
        <h3>Goal</h3>
        <NumberRow
          label="Latency under"
          name="Latency goal"
          value={serving.latencyGoalMs}
          range={LIMITS.latencyGoalMs}
          unit="ms"
          onChange={(latencyGoalMs) => changeServing({ latencyGoalMs })}
        />
      </section>
      <FaultButtons />
    </>
  );
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
        onChange={(pattern) => changeServing({ pattern })}
      />
      <button
        type="button"
        className="button"
        disabled={running || !ready}
        onClick={() => commands.startLoad()}
      >
        {loadText(load, serving.inFlight)}
      </button>
      <p className="load-about">{PATTERN_WORDS[serving.pattern].about}</p>
      {phone ? (
        <details className="more-settings">
          <summary>Load, server, goal and faults</summary>
          {settings}
        </details>
      ) : (
        settings
      )}
    </div>
  );
}

/** What the second button does: keep clients busy, or send by the clock. */
function loadText(load: LoadSpec, inFlight: number): string {
  const duration = `${fixedText(load.durationMs / 1_000, load.durationMs % 1_000 === 0 ? 0 : 1)} s`;
  if (load.mode === 'open' && load.arrivals === 'recorded') return 'Send the recorded arrivals';
  return load.mode === 'closed'
    ? `Keep ${countText(inFlight)} in flight for ${duration}`
    : `Send ${rateText(load.requestsPerSecond)} a second for ${duration}`;
}
