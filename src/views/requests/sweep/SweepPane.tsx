/**
 * Capacity sweep over concurrency or rate: latency against throughput, throughput against offered load with the fitted law, and
 * every point in a table. A point is stable when three windows in a row agree.
 */
import { useState } from 'react';
import { useStore } from 'zustand';
import { latencyText, meanText } from '#messages/clockText.ts';
import * as say from '#messages/generated/capacity.ts';
import { listText } from '#messages/listText.ts';
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
          label={say.sweepOver()}
          value={over}
          options={[
            { value: 'concurrency', label: say.concurrency() },
            { value: 'rate', label: say.rate() },
          ]}
          onChange={(next) => setOver(next)}
        />
        {sweep.isRunning ? (
          <Button className="button" onClick={() => commands.stopLoad()}>
            {say.stop()}
          </Button>
        ) : (
          <Button className="button" disabled={!ready || phase !== 'idle'} onClick={start}>
            {over === 'concurrency'
              ? say.sweepClients({ most: SWEEP_CLIENTS.at(-1) ?? 0 })
              : say.sweepRates({ rate: rateText(rateSteps(capacity).at(-1) ?? 0) })}
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
      <OlderNote measuredOn={sweep.points.length > 0 ? sweep.measuredOn : null} text={say.olderSweep} />
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
    <div className="sweep-table" tabIndex={0} role="region" aria-label={say.points()}>
      <table>
        <thead>
          <tr>
            <th scope="col">{over === 'concurrency' ? say.inFlight() : say.offered()}</th>
            <th scope="col">{say.requestsPerSecond()}</th>
            <th scope="col">{say.p50Ms()}</th>
            <th scope="col">{say.p95Ms()}</th>
            <th scope="col">{say.p99Ms()}</th>
            <th scope="col">{say.queueMs()}</th>
            <th scope="col">{say.computeMs()}</th>
            {theory && <th scope="col">{say.inServerMs()}</th>}
            {theory && (
              <th scope="col" {...hint(say.withPausesAbout())}>
                {say.withPausesMs()}
              </th>
            )}
            {theory && <th scope="col">{say.theoryMs()}</th>}
            <th scope="col">{say.batch()}</th>
            <th scope="col">{say.windows()}</th>
            <th scope="col">{say.note()}</th>
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
                {listText([
                  ...(index === knee ? [say.knee()] : []),
                  ...(point.isStable ? [] : [say.notStable()]),
                  ...(point.notOk > 0 ? [say.losses()] : []),
                ])}
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
  say.batchTakes({ ms: fixedText(tauMs, 2), us: fixedText(alphaMs * 1000, 1) });

const theoryText = (ms: number): string => (Number.isNaN(ms) ? '–' : fixedText(ms, 2));

function progressText({ measuring, points, over, usl, theory, knee, isRunning }: SweepState): string {
  if (measuring) {
    const { x, trial: window } = measuring;
    return over === 'concurrency'
      ? say.measuringClients({ clients: x, window })
      : say.measuringRate({ rate: rateText(x), window });
  }
  if (isRunning) return say.starting();
  const best = points[knee];
  if (points.length === 0) return say.about();
  const kneeText = !best
    ? say.noKnee()
    : over === 'concurrency'
      ? say.kneeClients({ clients: best.x })
      : say.kneeRate({ rate: rateText(best.x) });
  if (theory) return `${kneeText} ${theory.misfit ?? costText(theory)}`;
  if (!usl) return kneeText;
  const law = say.scalabilityLaw({
    contention: percentText(usl.alpha),
    coherency: usl.beta.toExponential(1),
    error: percentText(usl.relativeError, 0),
  });
  return `${kneeText} ${law}`;
}
