/** The load: number of requests, pattern, and the buttons that send them. */
import { useStore } from 'zustand';
import { ACTIONS } from '#commands/actions.ts';
import type { Experiment, LoadSpec, ServingSpec } from '#experiment/experiment.ts';
import { LIMITS } from '#experiment/limits.ts';
import { PATTERNS, type Pattern } from '#experiment/vocabulary.ts';
import * as say from '#messages/generated/load.ts';
import { fixedText, rateText } from '#messages/numberText.ts';
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

export const PATTERN_LABELS: Readonly<Record<Pattern, { label(): string; about(): string }>> = {
  oneByOne: { label: say.oneByOne, about: say.oneByOneAbout },
  unbatched: { label: say.unbatched, about: say.unbatchedAbout },
  batched: { label: say.batched, about: say.batchedAbout },
};

/** Of a choice among the patterns. */
export const patternOptions = () =>
  PATTERNS.map((value) => ({ value, label: PATTERN_LABELS[value].label() }));

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
      <section className="group-settings" aria-label={say.goal()}>
        <h3>{say.goal()}</h3>
        <NumberRow
          label={say.latencyUnder()}
          name={say.latencyGoal()}
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
          {say.stop()}
        </Button>
      ) : (
        <Button
          className="button-filled"
          {...burstHint}
          disabled={!ready}
          onClick={() => commands.sendBurst()}
        >
          {say.send({ count: serving.inFlight })}
        </Button>
      )}
      <Segmented
        label={say.pattern()}
        value={serving.pattern}
        options={patternOptions()}
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
      <p className="load-about">{PATTERN_LABELS[serving.pattern].about()}</p>
      {phone ? (
        <details className="more-settings">
          <summary>{say.settings()}</summary>
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
  const seconds = fixedText(load.durationMs / 1_000, load.durationMs % 1_000 === 0 ? 0 : 1);
  if (load.mode === 'open' && load.arrivals === 'recorded') return say.sendRecorded();
  return load.mode === 'closed'
    ? say.keepSending({ seconds })
    : say.sendPerSecond({ rate: rateText(load.requestsPerSecond), seconds });
}
