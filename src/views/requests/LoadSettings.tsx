/** Settings of the load: a closed loop of clients, or an open loop with scheduled arrivals. */
import type { LoadSpec } from '#experiment/experiment.ts';
import { LIMITS } from '#experiment/limits.ts';
import type { Arrivals } from '#experiment/vocabulary.ts';
import * as say from '#messages/generated/load.ts';
import { countText, rateText } from '#messages/numberText.ts';
import { mixText, PRIORITY_MIXES, type MixName } from '#scene/lab/priorityMix.ts';
import { Segmented } from '../controls/Segmented.tsx';
import { Select } from '../controls/Select.tsx';
import { NumberRow, SettingRow } from '../controls/SettingRow.tsx';
import { Slider } from '../controls/Slider.tsx';
import { RecordedArrivals } from './RecordedArrivals.tsx';

const ARRIVAL_LABELS: Readonly<Record<Arrivals, () => string>> = {
  poisson: say.poisson,
  constant: say.constant,
  bursts: say.bursts,
  ramp: say.ramp,
  recorded: say.recorded,
};
const arrivalOptions = () =>
  (Object.keys(ARRIVAL_LABELS) as Arrivals[]).map((value) => ({ value, label: ARRIVAL_LABELS[value]() }));
/** Steps of the client slider: powers of two. */
const CLIENT_DOUBLINGS = Math.log2(LIMITS.inFlight.max);
/** Steps of the rate slider: powers of the fourth root of 10 (10, 18, 32, 56, 100 …). */
const RATE_STEPS_A_DECADE = 4;
const RATE_STEPS = Math.round(Math.log10(LIMITS.requestsPerSecond.max / 10) * RATE_STEPS_A_DECADE);
const rateAt = (step: number): number =>
  Math.min(LIMITS.requestsPerSecond.max, Number((10 * 10 ** (step / RATE_STEPS_A_DECADE)).toPrecision(2)));
const stepOfRate = (rate: number): number =>
  Math.min(RATE_STEPS, Math.max(0, Math.round(Math.log10(rate / 10) * RATE_STEPS_A_DECADE)));

const DURATION_S = { min: LIMITS.durationMs.min / 1_000, max: LIMITS.durationMs.max / 1_000 };
const PERCENT = { min: 0, max: 100 };

interface LoadSettingsProps {
  readonly load: LoadSpec;
  readonly inFlight: number;
  change(part: Partial<LoadSpec>, gesture?: string): void;
  setInFlight(inFlight: number, gesture: string): void;
}

export function LoadSettings({ load, inFlight, change, setInFlight }: LoadSettingsProps) {
  const isClosed = load.mode === 'closed';
  return (
    <section className="group-settings" aria-label={say.load()}>
      <h3>{say.load()}</h3>
      <Segmented
        label={say.load()}
        value={load.mode}
        options={[
          { value: 'closed', label: say.closedLoop() },
          { value: 'open', label: say.openLoop() },
        ]}
        onChange={(mode) => change({ mode })}
      />
      {isClosed ? (
        <Slider
          label={say.requestsInFlight()}
          value={Math.round(Math.log2(inFlight))}
          min={0}
          max={CLIENT_DOUBLINGS}
          step={1}
          text={countText(inFlight)}
          onChange={(doublings, gesture) => setInFlight(2 ** doublings, gesture)}
        />
      ) : (
        <Slider
          label={say.arrivalsPerSecond()}
          value={stepOfRate(load.requestsPerSecond)}
          min={0}
          max={RATE_STEPS}
          step={1}
          text={rateText(load.requestsPerSecond)}
          onChange={(step, gesture) => change({ requestsPerSecond: rateAt(step) }, gesture)}
        />
      )}
      {isClosed ? (
        <NumberRow
          label={say.thinkTime()}
          value={load.thinkTimeMs}
          range={LIMITS.thinkTimeMs}
          unit="ms"
          onChange={(thinkTimeMs) => change({ thinkTimeMs })}
        />
      ) : (
        <SettingRow label={say.arrivals()}>
          <Select
            label={say.arrivals()}
            small
            value={load.arrivals}
            options={arrivalOptions()}
            onChange={(arrivals) => change({ arrivals })}
          />
        </SettingRow>
      )}
      {!isClosed && load.arrivals === 'recorded' && (
        <RecordedArrivals mostPerSecond={load.requestsPerSecond} durationMs={load.durationMs} />
      )}
      <NumberRow
        label={say.duration()}
        value={load.durationMs / 1_000}
        range={DURATION_S}
        unit="s"
        onChange={(seconds) => change({ durationMs: seconds * 1_000 })}
      />
      <details className="more-settings">
        <summary>{say.more()}</summary>
        <MoreSettings load={load} change={change} />
      </details>
    </section>
  );
}

function MoreSettings({ load, change }: Pick<LoadSettingsProps, 'load' | 'change'>) {
  return (
    <>
      <NumberRow
        label={say.requestTimeout()}
        name={say.requestTimeoutZero()}
        value={load.timeoutMs}
        range={LIMITS.timeoutMs}
        unit="ms"
        onChange={(timeoutMs) => change({ timeoutMs })}
      />
      <NumberRow
        label={say.cancelledByClients()}
        name={say.shareCancelled()}
        value={load.cancelShare * 100}
        range={PERCENT}
        unit="%"
        onChange={(percent) => change({ cancelShare: percent / 100 })}
      />
      <SettingRow label={say.priorities()}>
        <Select
          label={say.priorities()}
          small
          value={mixText(load.priorityMix)}
          options={PRIORITY_MIXES.map(({ name, label }) => ({ value: name, label: label() }))}
          onChange={(name: MixName) => {
            const mix = PRIORITY_MIXES.find((one) => one.name === name)?.mix;
            if (mix) change({ priorityMix: mix === 'one' ? 'one' : [...mix] });
          }}
        />
      </SettingRow>
      <NumberRow
        label={say.seed()}
        name={say.seedOfLoad()}
        value={load.seed}
        range={LIMITS.seed}
        whole
        onChange={(seed) => change({ seed })}
      />
    </>
  );
}
