/** Who sends when: clients that wait for their answers, or a plan of arrivals that waits for nobody. */
import { countText, rateText } from '../../paint/numberText.ts';
import type { LoadSpec } from '../../spec/experiment.ts';
import { LIMITS } from '../../spec/limits.ts';
import type { Arrivals } from '../../spec/vocabulary.ts';
import { NumberField } from '../controls/NumberField.tsx';
import { Segmented } from '../controls/Segmented.tsx';
import { Select } from '../controls/Select.tsx';
import { Slider } from '../controls/Slider.tsx';
import { RecordedArrivals } from './RecordedArrivals.tsx';
import { mixText, PRIORITY_MIXES, type MixName } from './priorityMix.ts';

const ARRIVAL_WORDS: Readonly<Record<Arrivals, string>> = {
  poisson: 'Poisson',
  constant: 'Constant',
  bursts: 'Bursts',
  ramp: 'Ramp',
  recorded: 'As recorded',
};
const ARRIVAL_OPTIONS = (Object.keys(ARRIVAL_WORDS) as Arrivals[]).map((value) => ({
  value,
  label: ARRIVAL_WORDS[value],
}));
/** The sliders move in doublings: 1, 2, 4 … */
const CLIENT_DOUBLINGS = Math.log2(LIMITS.inFlight.max);
/** The rate moves in steps of the fourth root of 10: 10, 18, 32, 56, 100 … */
const RATE_STEPS_A_DECADE = 4;
const RATE_STEPS = Math.round(Math.log10(LIMITS.requestsPerSecond.max / 10) * RATE_STEPS_A_DECADE);
const rateAt = (step: number): number =>
  Math.min(LIMITS.requestsPerSecond.max, Number((10 * 10 ** (step / RATE_STEPS_A_DECADE)).toPrecision(2)));
const stepOfRate = (rate: number): number =>
  Math.min(RATE_STEPS, Math.max(0, Math.round(Math.log10(rate / 10) * RATE_STEPS_A_DECADE)));

interface LoadSettingsProps {
  readonly load: LoadSpec;
  readonly inFlight: number;
  change(part: Partial<LoadSpec>, gesture?: string): void;
  setInFlight(inFlight: number, gesture: string): void;
}

export function LoadSettings({ load, inFlight, change, setInFlight }: LoadSettingsProps) {
  const isClosed = load.mode === 'closed';
  return (
    <section className="group-settings" aria-label="Load">
      <h3>Load</h3>
      <Segmented
        label="Load"
        value={load.mode}
        options={[
          { value: 'closed', label: 'Closed loop' },
          { value: 'open', label: 'Open loop' },
        ]}
        onChange={(mode) => change({ mode })}
      />
      {isClosed ? (
        <Slider
          label="Requests in flight"
          value={Math.round(Math.log2(inFlight))}
          min={0}
          max={CLIENT_DOUBLINGS}
          step={1}
          text={countText(inFlight)}
          onChange={(doublings, gesture) => setInFlight(2 ** doublings, gesture)}
        />
      ) : (
        <Slider
          label="Arrivals a second"
          value={stepOfRate(load.requestsPerSecond)}
          min={0}
          max={RATE_STEPS}
          step={1}
          text={rateText(load.requestsPerSecond)}
          onChange={(step, gesture) => change({ requestsPerSecond: rateAt(step) }, gesture)}
        />
      )}
      {isClosed ? (
        <Row label="Think time">
          <NumberField
            label="Think time"
            value={load.thinkTimeMs}
            min={LIMITS.thinkTimeMs.min}
            max={LIMITS.thinkTimeMs.max}
            unit="ms"
            onChange={(thinkTimeMs) => change({ thinkTimeMs })}
          />
        </Row>
      ) : (
        <Row label="Arrivals">
          <Select
            label="Arrivals"
            small
            value={load.arrivals}
            options={ARRIVAL_OPTIONS}
            onChange={(arrivals) => change({ arrivals })}
          />
        </Row>
      )}
      {!isClosed && load.arrivals === 'recorded' && (
        <RecordedArrivals mostPerSecond={load.requestsPerSecond} durationMs={load.durationMs} />
      )}
      <Row label="Duration">
        <NumberField
          label="Duration"
          value={load.durationMs / 1_000}
          min={LIMITS.durationMs.min / 1_000}
          max={LIMITS.durationMs.max / 1_000}
          unit="s"
          onChange={(seconds) => change({ durationMs: seconds * 1_000 })}
        />
      </Row>
      <details className="more-settings">
        <summary>More of the load</summary>
        <MoreSettings load={load} change={change} />
      </details>
    </section>
  );
}

function MoreSettings({ load, change }: Pick<LoadSettingsProps, 'load' | 'change'>) {
  return (
    <>
      <Row label="Request timeout">
        <NumberField
          label="Request timeout, 0 for none"
          value={load.timeoutMs}
          min={LIMITS.timeoutMs.min}
          max={LIMITS.timeoutMs.max}
          unit="ms"
          onChange={(timeoutMs) => change({ timeoutMs })}
        />
      </Row>
      <Row label="Cancelled by callers">
        <NumberField
          label="Share cancelled by their callers"
          value={Math.round(load.cancelShare * 1_000) / 10}
          min={0}
          max={100}
          unit="%"
          onChange={(percent) => change({ cancelShare: percent / 100 })}
        />
      </Row>
      <Row label="Priorities">
        <Select
          label="Priorities"
          small
          value={mixText(load.priorityMix)}
          options={PRIORITY_MIXES.map(({ name, label }) => ({ value: name, label }))}
          onChange={(name: MixName) => {
            const mix = PRIORITY_MIXES.find((one) => one.name === name)?.mix;
            if (mix) change({ priorityMix: mix === 'one' ? 'one' : [...mix] });
          }}
        />
      </Row>
      <Row label="Seed">
        <NumberField
          label="Seed of the load"
          value={load.seed}
          min={LIMITS.seed.min}
          max={LIMITS.seed.max}
          whole
          onChange={(seed) => change({ seed })}
        />
      </Row>
    </>
  );
}

function Row({ label, children }: { readonly label: string; readonly children: React.ReactNode }) {
  return (
    <div className="setting-row">
      <span>{label}</span>
      {children}
    </div>
  );
}
