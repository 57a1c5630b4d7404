/**
 * Which changes of the stores are announced, and how. What a control announces by itself (a slider's value, a chosen radio
 * button), or an alert on the screen, is not announced again.
 */
import * as text from '#messages/generated/announce.ts';
import { compareStore } from '#state/compareStore.ts';
import { deviceStore } from '#state/deviceStore.ts';
import { experimentStore } from '#state/experimentStore.ts';
import { traceFeed } from '#state/feeds.ts';
import { labStore } from '#state/labStore.ts';
import { servingStore } from '#state/servingStore.ts';
import { sweepStore } from '#state/sweepStore.ts';
import { trainingStore } from '#state/trainingStore.ts';
import { findById } from '#trace/findRequest.ts';
import { deviceText } from '../device/deviceText.ts';
import { anyChangeText, structureText } from './changeText.ts';
import type { Speaker } from './createSpeaker.ts';
import { loadText, metricsText, sweepText } from './resultText.ts';

/** Time between two announcements of progress. */
export const PROGRESS_MS = 10_000;
/** A run that restarts this soon after an edit does so because of it. */
const CONSEQUENCE_MS = 2_000;

type Say = Pick<Speaker, 'say'>;

/** @returns a function that stops the announcements */
export function announceChanges(speaker: Say): () => void {
  const stops = [
    announceTraining(speaker),
    announceEdits(speaker),
    announceLoads(speaker),
    announceRest(speaker),
  ];
  return () => stops.forEach((stop) => stop());
}

function announceTraining({ say }: Say): () => void {
  let saidPhase = trainingStore.getState().phase;
  let progressMs = performance.now();
  let editedMs = -Infinity;
  const phaseNews = (): string | null => {
    const { phase, metrics } = trainingStore.getState();
    const before = saidPhase;
    if (phase === before) return null;
    saidPhase = phase;
    if (phase === 'loading') return text.loadingData();
    const hasLoaded = before === 'loading';
    if (phase === 'playing') return hasLoaded ? text.loadedAndStarted() : text.trainingStarted();
    if (phase === 'paused' && before === 'playing' && metrics)
      return text.pausedAt({ metrics: metricsText(metrics) });
    return hasLoaded ? text.dataLoaded() : '';
  };
  const stepNews = (): string | null => {
    const { metrics, phase } = trainingStore.getState();
    if (!metrics || phase !== 'paused') return null;
    return text.stepAt({ step: metrics.step, metrics: metricsText(metrics) });
  };
  const stopEdits = experimentStore.subscribe((now, before) => {
    if (now.experiment !== before.experiment) editedMs = performance.now();
  });
  const stopTraining = trainingStore.subscribe(({ phase, metrics }, before) => {
    const nowMs = performance.now();
    if (phase !== before.phase) {
      say('phase', phaseNews);
      progressMs = nowMs;
      return;
    }
    if (!metrics || !before.metrics || metrics.step === before.metrics.step) return;
    if (metrics.step < before.metrics.step) {
      const byEdit = nowMs - editedMs < CONSEQUENCE_MS;
      say('reset', byEdit ? text.startsOver() : text.backAtStart());
    } else if (phase === 'paused') {
      say('step', stepNews);
    } else if (phase === 'playing' && nowMs - progressMs >= PROGRESS_MS) {
      progressMs = nowMs;
      say('progress', text.trainingAt({ metrics: metricsText(metrics) }));
    }
  });
  return () => {
    stopEdits();
    stopTraining();
  };
}

function announceEdits({ say }: Say): () => void {
  return experimentStore.subscribe((now, before) => {
    if (now.experiment === before.experiment) return;
    const change = anyChangeText(before.experiment, now.experiment);
    if (before.past.length > 0 && now.experiment === before.past.at(-1)) say('edit', text.undone({ change }));
    else if (before.future.length > 0 && now.experiment === before.future[0])
      say('edit', text.redone({ change }));
    else {
      const structure = structureText(before.experiment, now.experiment);
      if (structure !== '') say('edit', structure);
    }
  });
}

function announceLoads({ say }: Say): () => void {
  let progressMs = performance.now();
  return servingStore.subscribe((now, before) => {
    const nowMs = performance.now();
    const [runs, ran] = [now.phase !== 'idle', before.phase !== 'idle'];
    if (runs && !ran) {
      progressMs = nowMs;
      say('load', startText(now.kind));
    } else if (ran && !runs && now.problem === null) {
      say('load', now.kind === 'sweep' ? sweepEndText : endText);
    } else if (runs && now.kind !== 'sweep' && nowMs - progressMs >= PROGRESS_MS) {
      progressMs = nowMs;
      say('load', text.loadRunning({ done: now.done }));
    }
  });
}

function startText(kind: ReturnType<typeof servingStore.getState>['kind']): string {
  if (kind === 'sweep') return text.sweepStarted();
  if (kind !== 'burst') return text.loadStarted();
  const { inFlight } = experimentStore.getState().experiment.serving;
  return text.sending({ count: inFlight });
}

function endText(): string {
  const { report, kind } = servingStore.getState();
  if (!report) return kind === 'burst' ? text.burstDone() : text.loadEnded();
  const result = loadText(report);
  return kind === 'burst' ? text.burstDoneWith({ result }) : text.loadEndedWith({ result });
}

const sweepEndText = (): string => text.sweepEnded({ result: sweepText(sweepStore.getState()) });

function announceRest({ say }: Say): () => void {
  const deviceName = (): string | null => {
    const { status, report } = deviceStore.getState();
    return status === 'ready' && report ? deviceText(status, report).whole : null;
  };
  let saidDevice: string | null = null;
  const deviceNews = (): string | null => {
    const name = deviceName();
    if (name === null || name === saidDevice) return null;
    const first = saidDevice === null;
    saidDevice = name;
    return first ? text.readyOn({ device: name }) : text.deviceIs({ device: name });
  };
  if (deviceName() !== null) say('device', deviceNews);
  const stops = [
    deviceStore.subscribe((now, before) => {
      if (now.report !== before.report || now.status !== before.status) say('device', deviceNews);
      if (before.measuring && !now.measuring) say('measured', text.devicesMeasured());
    }),
    labStore.subscribe(({ pinnedId }, before) => {
      if (pinnedId === before.pinnedId) return;
      // The timeline announces the whole request by itself.
      const { view } = experimentStore.getState().experiment;
      if (view.dock === 'requests' && view.lab === 'timeline') return;
      const pinned = pinnedId === null ? null : findById(traceFeed.latest.ring, pinnedId);
      if (pinned) say('pin', text.pinned({ id: pinned.id, latency: Math.round(pinned.latencyMs) }));
    }),
    compareStore.subscribe(({ phase, problem }, before) => {
      if (phase !== 'idle' && before.phase === 'idle') say('compare', text.comparisonStarted());
      if (phase === 'idle' && before.phase !== 'idle' && problem === null) {
        say('compare', text.comparisonEnded());
      }
    }),
  ];
  return () => stops.forEach((stop) => stop());
}
