/**
 * Capacity sweep over concurrency or rate: latency against throughput, throughput against offered load with the fitted law, and
 * every point in a table. A point is stable when three windows in a row agree.
 */
import { useState } from 'react';
import { useStore } from 'zustand';
import { latencyText, meanText } from '#messages/clockText.ts';
import { countText, fixedText, percentText, rateText } from '#messages/numberText.ts';
import { deviceStore } from '#state/deviceStore.ts';
import { servingStore } from '#state/servingStore.ts';
import { sweepStore, type SweepState } from '#state/sweepStore.ts';
import type { BatchCost } from '#trace/batchLatency.ts';
import { hint } from '../../hint/hint.ts';
import { useCommands } from '../../CommandsContext.ts';
import { Button } from '../../controls/Button.tsx';
import { Segmented } from '../../controls/Segmented.tsx';
import { inServerMs, rateSteps, replayMs, SWEEP_CLIENTS, theoryMs } from '#scene/sweep/sweepSteps.ts';
import { OlderNote } from '../OlderNote.tsx';
import { SweepCharts } from './SweepCharts.tsx';
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
          <Button className="button" onClick={() => commands.stopLoad()}>
            Stop the sweep
          </Button>
        ) : (
          <Button className="button" disabled={!ready || phase !== 'idle'} onClick={start}>
            {over === 'concurrency'
              ? `Sweep 1 to ${countText(SWEEP_CLIENTS.at(-1) ?? 0)} in flight`
              : `Sweep up to ${rateText(rateSteps(capacity).at(-1) ?? 0)} per second`}
          </Button>
        )}
        <p id="sweep-note" className="sweep-note">
          {progressText(sweep)}
        </p>
      </div>
      {sweep.problem && (
        <p className="results-problem" role="alert">
          {sweep.problem}
        </p>
      )}
      <OlderNote measuredOn={sweep.points.length > 0 ? sweep.measuredOn : null} what="This sweep was" />
      <SweepCharts sweep={sweep} />
      <SweepTable sweep={sweep} />
    </div>
  );
}

function SweepTable({ sweep }: { readonly sweep: SweepState }) {
  const { points, over, knee, theory } = sweep;
  const clockStepMs = useStore(servingStore, (state) => state.clockStepMs);
  if (points.length === 0) return null;
  return (
    <div className="sweep-table" tabIndex={0} role="region" aria-label="Points of the sweep">
      <table>
        <thead>
          <tr>
            <th scope="col">{over === 'concurrency' ? 'In flight' : 'Offered/s'}</th>
            <th scope="col">Requests/s</th>
            <th scope="col">p50, ms</th>
            <th scope="col">p95, ms</th>
            <th scope="col">p99, ms</th>
            <th scope="col">Queue, ms</th>
            <th scope="col">Compute, ms</th>
            {theory && <th scope="col">In server, ms</th>}
            {theory && (
              <th scope="col" {...hint('Theory, with arrivals as they came and the pauses of this machine')}>
                With pauses, ms
              </th>
            )}
            {theory && <th scope="col">Theory, ms</th>}
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
              <td>{latencyText(point.latencyMs.p50, clockStepMs)}</td>
              <td>{latencyText(point.latencyMs.p95, clockStepMs)}</td>
              <td>{latencyText(point.latencyMs.p99, clockStepMs)}</td>
              <td>
                {meanText(point.stagesMs.queue + point.stagesMs.batchWait, clockStepMs, batchesOf(point))}
              </td>
              <td>{meanText(point.stagesMs.compute, clockStepMs, batchesOf(point))}</td>
              {theory && <td>{meanText(inServerMs(point), clockStepMs, batchesOf(point))}</td>}
              {theory && <td>{theoryText(replayMs(sweep, index))}</td>}
              {theory && <td>{theoryText(theoryMs(sweep, index))}</td>}
              <td>{fixedText(point.meanBatchSize, 1)}</td>
              <td>{countText(point.trials)}</td>
              <td {...hint(point.note)}>
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

/** Requests of a batch share its times, so the samples of a mean are batches. */
const batchesOf = ({ requests, meanBatchSize }: SweepState['points'][number]): number =>
  requests / Math.max(1, meanBatchSize);

const costText = ({ alphaMs, tauMs }: BatchCost): string =>
  `A batch takes about ${fixedText(tauMs, 2)} ms, and ${fixedText(alphaMs * 1000, 1)} µs for each request in it. Theory is computed from the time of each size.`;

const theoryText = (ms: number): string => (Number.isNaN(ms) ? '–' : fixedText(ms, 2));

function progressText({ measuring, points, over, usl, theory, knee, isRunning }: SweepState): string {
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
    : 'No knee in this range.';
  if (theory) return `${kneeText} ${theory.misfit ?? costText(theory)}`;
  if (!usl) return kneeText;
  const law = `Scalability law: contention ${percentText(usl.alpha)}, coherency ${usl.beta.toExponential(1)}, off by ${percentText(usl.relativeError, 0)}.`;
  return `${kneeText} ${law}`;
}
