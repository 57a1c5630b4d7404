/** The load: number of requests, pattern, and the buttons that send them. */
import { useStore } from 'zustand';
import { ACTIONS } from '#commands/actions.ts';
import type { Experiment, LoadSpec, ServingSpec } from '#experiment/experiment.ts';
import { LIMITS } from '#experiment/limits.ts';
import type { Pattern } from '#experiment/vocabulary.ts';
import { countText, fixedText, rateText } from '#messages/numberText.ts';
import { deviceStore } from '#state/deviceStore.ts';
import { servingStore } from '#state/servingStore.ts';
import { useCommands } from '../CommandsContext.ts';
import { Button } from '../controls/Button.tsx';
import { Segmented } from '../controls/Segmented.tsx';
import { NumberRow } from '../controls/SettingRow.tsx';
import { useKeyHint } from '../help/useKeyHint.ts';
import { useExperiment } from '../useExperiment.ts';
import { useOnePart } from '../useLayout.ts';
import { FaultButtons } from './FaultButtons.tsx';
import { LoadSettings } from './LoadSettings.tsx';
import { ServerSettings } from './ServerSettings.tsx';

export const PATTERN_LABELS: Readonly<Record<Pattern, { readonly label: string; readonly about: string }>> = {
  oneByOne: {
    label: 'One by one',
    about: 'Each request waits for the answer to the one before: 1 at a time, however many are set.',
  },
  unbatched: { label: 'All at once', about: 'All are sent at once. The device computes each by itself.' },
  batched: { label: 'In batches', about: 'All are sent at once. The server computes many together.' },
};
const PATTERN_OPTIONS = (['oneByOne', 'unbatched', 'batched'] as const).map((value) => ({
  value,
  label: PATTERN_LABELS[value].label,
}));

export function LoadPanel() {
  const commands = useCommands();
  const serving = useExperiment((experiment) => experiment.serving);
  const load = useExperiment((experiment) => experiment.load);
  const phase = useStore(servingStore, (state) => state.phase);
  const ready = useStore(deviceStore, (state) => state.status === 'ready');
  const running = phase !== 'idle';
  const burstHint = useKeyHint(ACTIONS.sendBurst);
  const loadHint = useKeyHint(ACTIONS.toggleLoad);
  // On a phone the settings would push the results down, so they are folded.
  const phone = useOnePart();
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
        <Button
          className="button-filled"
          {...loadHint}
          disabled={phase === 'stopping'}
          onClick={() => commands.stopLoad()}
        >
          Stop the load
        </Button>
      ) : (
        <Button
          className="button-filled"
          {...burstHint}
          disabled={!ready}
          onClick={() => commands.sendBurst()}
        >
          {serving.inFlight === 1 ? 'Send 1 request' : `Send ${countText(serving.inFlight)} requests`}
        </Button>
      )}
      <Segmented
        label="Pattern"
        value={serving.pattern}
        options={PATTERN_OPTIONS}
        onChange={(pattern) => changeServing({ pattern })}
      />
      <Button
        className="button"
        {...loadHint}
        disabled={running || !ready}
        onClick={() => commands.startLoad()}
      >
        {loadText(load)}
      </Button>
      <p className="load-about">{PATTERN_LABELS[serving.pattern].about}</p>
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

/** Label of the second button. */
function loadText(load: LoadSpec): string {
  const duration = `${fixedText(load.durationMs / 1_000, load.durationMs % 1_000 === 0 ? 0 : 1)} s`;
  if (load.mode === 'open' && load.arrivals === 'recorded') return 'Send the recorded arrivals';
  return load.mode === 'closed'
    ? `Keep sending for ${duration}`
    : `Send ${rateText(load.requestsPerSecond)} per second for ${duration}`;
}
