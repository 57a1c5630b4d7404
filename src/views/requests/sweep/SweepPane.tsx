/**
 * A sweep over concurrency or rate: latency against throughput, throughput against what was asked with the law fitted
 * to it, and every point in a table. A point counts when three windows in a row agree.
 */
import { useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { countText, fixedText, rateText } from '../../../paint/numberText.ts';
import { paintCurves } from '../../../paint/paintCurves.ts';
import { deviceStore } from '../../../state/deviceStore.ts';
import { servingStore } from '../../../state/servingStore.ts';
import { sweepStore, type SweepState } from '../../../state/sweepStore.ts';
import { Canvas, type Paint } from '../../Canvas.tsx';
import { useCommands } from '../../CommandsContext.ts';
import { Segmented } from '../../controls/Segmented.tsx';
import { useExperiment } from '../../useExperiment.ts';
import { latencyCurves, rateSteps, SWEEP_CLIENTS, throughputCurves } from './sweepCurves.ts';
import './SweepPane.css';

type Over = SweepState['over'];

export function SweepPane() {
  const commands = useCommands();
  const sweep = useStore(sweepStore);
  const phase = useStore(servingStore, (state) => state.phase);
  const capacity = useStore(servingStore, (state) => state.report?.requestsPerSecond ?? 0);
  const ready = useStore(deviceStore, (state) => state.status === 'ready');
  const [over, setOver] = useState<Over>('concurrency');
  const start = (): void =>
    commands.startSweep({ over, values: over === 'concurrency' ? [...SWEEP_CLIENTS] : rateSteps(capacity) });
  return (
    <div className="sweep-pane">
      <div className="sweep-bar">
        <Segmented
          label="Sweep over"
          value={over}
          options={[
            { value: 'concurrency', label: 'Concurrency' },
            { value: 'rate', label: 'Rate' },
          ]}
          onChange={(next) => setOver(next)}
        />
        {sweep.isRunning ? (
          <button type="button" className="button" onClick={() => commands.stopLoad()}>
            Stop the sweep
          </button>
        ) : (
          <button type="button" className="button" disabled={!ready || phase !== 'idle'} onClick={start}>
            {over === 'concurrency'
              ? `Sweep 1 to ${countText(SWEEP_CLIENTS.at(-1) ?? 0)} in flight`
              : `Sweep up to ${rateText(rateSteps(capacity).at(-1) ?? 0)} a second`}
          </button>
        )}
        <p className="sweep-note" role="status">
          {progressText(sweep)}
        </p>
      </div>
      {sweep.problem && (
        <p className="results-problem" role="alert">
          {sweep.problem}
        </p>
      )}
      <SweepCharts sweep={sweep} />
      <SweepTable sweep={sweep} />
    </div>
  );
}

function SweepCharts({ sweep }: { readonly sweep: SweepState }) {
  const goalMs = useExperiment(({ serving }) => serving.latencyGoalMs);
  const latency = useMemo<Paint>(
    () => (context, widthPx, heightPx, theme) =>
      paintCurves(context, widthPx, heightPx, latencyCurves(sweep, goalMs, theme), theme),
    [sweep, goalMs],
  );
  const throughput = useMemo<Paint>(
    () => (context, widthPx, heightPx, theme) =>
      paintCurves(context, widthPx, heightPx, throughputCurves(sweep, theme), theme),
    [sweep],
  );
  return (
    <div className="sweep-charts">
      <Canvas paint={latency} label="Latency against throughput" />
      <Canvas paint={throughput} label="Throughput against what was asked" />
    </div>
  );
}

function SweepTable({ sweep: { points, over, knee } }: { readonly sweep: SweepState }) {
  if (points.length === 0) return null;
  return (
    <div className="sweep-table" tabIndex={0} role="region" aria-label="Points of the sweep">
      <table>
        <thead>
          <tr>
            <th scope="col">{over === 'concurrency' ? 'In flight' : 'Asked/s'}</th>
            <th scope="col">Requests/s</th>
            <th scope="col">p50, ms</th>
            <th scope="col">p95, ms</th>
            <th scope="col">p99, ms</th>
            <th scope="col">Queue, ms</th>
            <th scope="col">Compute, ms</th>
            <th scope="col">Batch</th>
            <th scope="col">Windows</th>
            <th scope="col">Note</th>
          </tr>
        </thead>
        <tbody>
          {points.map((point, index) => (
            <tr key={point.x} data-knee={index === knee || undefined}>
              <th scope="row">{over === 'concurrency' ? countText(point.x) : rateText(point.x)}</th>
              <td>{rateText(point.perSecond)}</td>
              <td>{fixedText(point.latencyMs.p50, 2)}</td>
              <td>{fixedText(point.latencyMs.p95, 2)}</td>
              <td>{fixedText(point.latencyMs.p99, 2)}</td>
              <td>{fixedText(point.stagesMs.queue + point.stagesMs.batchWait, 2)}</td>
              <td>{fixedText(point.stagesMs.compute, 2)}</td>
              <td>{fixedText(point.meanBatchSize, 1)}</td>
              <td>{countText(point.trials)}</td>
              <td title={point.note}>
                {[index === knee && 'knee', !point.isStable && 'not stable', point.notOk > 0 && 'losses']
                  .filter(Boolean)
                  .join(', ')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function progressText({ measuring, points, over, usl, knee, isRunning }: SweepState): string {
  if (measuring) {
    const asked =
      over === 'concurrency' ? `${countText(measuring.x)} in flight` : `${rateText(measuring.x)}/s`;
    return `Measuring ${asked}, window ${measuring.trial}`;
  }
  if (isRunning) return 'Starting';
  const best = points[knee];
  if (points.length === 0) {
    return 'Measures each point until three windows agree within 10 % in throughput and latency.';
  }
  const kneeText = best
    ? `Knee at ${over === 'concurrency' ? `${countText(best.x)} in flight` : `${rateText(best.x)}/s`}: most throughput for its latency.`
    : 'No knee within what was swept.';
  if (!usl) return kneeText;
  const law = `Scalability law: contention ${fixedText(usl.alpha * 100, 1)} %, coherency ${usl.beta.toExponential(1)}, off by ${fixedText(usl.relativeError * 100, 0)} %.`;
  return `${kneeText} ${law}`;
}
