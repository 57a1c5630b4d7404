/** What a sweep will cost, the button that starts, stops or goes on with it, and how far it is. */
import { useMemo } from 'react';
import { useStore } from 'zustand';
import type { Experiment } from '#experiment/experiment.ts';
import * as say from '#messages/generated/trainingSweep.ts';
import { DEVICE_LABELS } from '#scene/labels.ts';
import { deviceStore } from '#state/deviceStore.ts';
import { pointAt, setSweepView, sweepViewStore } from '#state/sweepViewStore.ts';
import { canGoOn, trainingSweepStore } from '#state/trainingSweepStore.ts';
import type { SweepOrder } from '#sweep/readSettings.ts';
import { countOf, sweepCells } from '#sweep/sweepCells.ts';
import { sweepCost } from '#sweep/sweepCost.ts';
import { useCommands } from '../CommandsContext.ts';
import { Button } from '../controls/Button.tsx';
import { timeText } from './timeText.ts';

interface StartSweepProps {
  readonly experiment: Experiment;
  /** Makes the order. @throws Error with a sentence where the settings make none */
  order(): SweepOrder;
  label(count: number): string;
}

/** Cells that a cost is made from; of more, it is their mean. */
const MOST_COSTED = 64;

export function StartSweep({ experiment, order, label }: StartSweepProps) {
  const commands = useCommands();
  const { phase, done, cells } = useStore(trainingSweepStore);
  const pauses = useStore(sweepViewStore, (state) => state.pauses);
  const device = useStore(deviceStore, ({ report }) => report?.name ?? 'wasm');
  const ready = useStore(deviceStore, ({ status }) => status === 'ready');
  const plan = useMemo(() => planOf(experiment, order, device), [experiment, order, device]);
  const start = (): void => {
    if (!plan.order) return;
    pointAt(null);
    setSweepView({ slice: 0 });
    commands.startTrainingSweep(experiment, plan.order, pauses);
  };
  return (
    <div className="sweep-start">
      <label className="check-row">
        <input
          type="checkbox"
          checked={pauses}
          onChange={(event) => setSweepView({ pauses: event.target.checked })}
        />
        {say.pauses()}
      </label>
      {plan.problem === null ? (
        <p className="sweep-cost">
          {plan.seconds === null
            ? say.costOpen({ count: plan.count, device: DEVICE_LABELS[device] })
            : say.cost({ count: plan.count, time: timeText(plan.seconds), device: DEVICE_LABELS[device] })}
        </p>
      ) : (
        <p className="sweep-problem" role="alert">
          {plan.problem}
        </p>
      )}
      {phase === 'idle' ? (
        <>
          <Button className="button-filled" disabled={!ready || !plan.order} onClick={start}>
            {label(plan.count)}
          </Button>
          {canGoOn() && (
            <Button
              className="button"
              disabled={!ready}
              onClick={() => commands.continueTrainingSweep(pauses)}
            >
              {say.goOn({ count: cells.length - done })}
            </Button>
          )}
        </>
      ) : (
        <Button
          className="button"
          disabled={phase === 'stopping'}
          onClick={() => commands.stopTrainingSweep()}
        >
          {say.stop()}
        </Button>
      )}
      <SweepStatus />
    </div>
  );
}

/** A line while it trains, then its result. */
export function SweepStatus() {
  const { phase, cells, done, secondsLeft, seconds, problem } = useStore(trainingSweepStore);
  if (cells.length === 0) return null;
  const count = cells.length;
  const text =
    phase === 'idle'
      ? say.ended({ done, count, time: timeText(seconds) })
      : secondsLeft === null
        ? say.starting({ done, count })
        : say.running({ done, count, time: timeText(secondsLeft) });
  return (
    <div className="sweep-status">
      <p>
        <i className="status-dot" data-tone={phase === 'idle' ? undefined : 'ok'} />
        {text}
      </p>
      {problem !== null && (
        <p className="sweep-problem" role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}

interface Plan {
  readonly order: SweepOrder | null;
  readonly count: number;
  readonly seconds: number | null;
  readonly problem: string | null;
}

function planOf(experiment: Experiment, make: () => SweepOrder, device: 'webgpu' | 'wasm' | 'cpu'): Plan {
  try {
    const order = make();
    const count = countOf(order.choice);
    const isLarge = count > MOST_COSTED;
    const cells = sweepCells(experiment, isLarge ? withFewer(order.choice) : order.choice);
    const workers = device === 'webgpu' ? 1 : navigator.hardwareConcurrency || 2;
    const isHalving = order.choice.method === 'halving';
    const { seconds } = sweepCost(cells, order.until, isHalving, device, workers);
    // Too many are refused with their number.
    if (isLarge && count > 1_024) sweepCells(experiment, order.choice);
    return {
      order,
      count,
      seconds: seconds === null ? null : (seconds * count) / cells.length,
      problem: null,
    };
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    return { order: null, count: 0, seconds: null, problem };
  }
}

/** The ends of each field alone, one start: about as dear on average. */
const withFewer = (choice: SweepOrder['choice']): SweepOrder['choice'] => ({
  ...choice,
  samples: choice.samples === undefined ? undefined : Math.min(choice.samples, MOST_COSTED),
  starts: 1,
  over: choice.over.map(({ path, values }) => ({
    path,
    values: values.length > 2 ? [values[0], values[Math.floor(values.length / 2)], values.at(-1)] : values,
  })),
});
