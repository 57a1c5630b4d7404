/**
 * Which changes of the stores are announced, and how. What a control announces by itself (a slider's value, a chosen radio
 * button), or an alert on the screen, is not announced again.
 */
import { countText } from '#messages/numberText.ts';
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
    if (phase === 'loading') return 'Loading the data.';
    const loaded = before === 'loading' ? 'The data are loaded.' : '';
    if (phase === 'playing') return `${loaded} Training started.`.trim();
    if (phase === 'paused' && before === 'playing' && metrics) return `Paused at ${metricsText(metrics)}.`;
    return loaded;
  };
  const stepNews = (): string | null => {
    const { metrics, phase } = trainingStore.getState();
    if (!metrics || phase !== 'paused') return null;
    return `Step ${countText(metrics.step)}, ${metricsText(metrics)}.`;
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
      say('reset', byEdit ? 'Training starts over.' : 'The network is back at its start.');
    } else if (phase === 'paused') {
      say('step', stepNews);
    } else if (phase === 'playing' && nowMs - progressMs >= PROGRESS_MS) {
      progressMs = nowMs;
      say('progress', `Training, ${metricsText(metrics)}.`);
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
    if (before.past.length > 0 && now.experiment === before.past.at(-1)) say('edit', `Undone. ${change}`);
    else if (before.future.length > 0 && now.experiment === before.future[0])
      say('edit', `Redone. ${change}`);
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
      say('load', `Load running, ${countText(now.done)} done.`);
    }
  });
}

function startText(kind: ReturnType<typeof servingStore.getState>['kind']): string {
  if (kind === 'sweep') return 'Sweep started.';
  if (kind !== 'burst') return 'Load started.';
  const { inFlight } = experimentStore.getState().experiment.serving;
  return inFlight === 1 ? 'Sending one request.' : `Sending ${countText(inFlight)} requests.`;
}

function endText(): string {
  const { report, kind } = servingStore.getState();
  const what = kind === 'burst' ? 'Done' : 'Load ended';
  return report ? `${what}: ${loadText(report)}.` : `${what}.`;
}

const sweepEndText = (): string => `Sweep ended: ${sweepText(sweepStore.getState())}.`;

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
    return first ? `Ready on ${name}.` : `Device: ${name}.`;
  };
  if (deviceName() !== null) say('device', deviceNews);
  const stops = [
    deviceStore.subscribe((now, before) => {
      if (now.report !== before.report || now.status !== before.status) say('device', deviceNews);
      if (before.measuring && !now.measuring) say('measured', 'All devices are measured.');
    }),
    labStore.subscribe(({ pinnedId }, before) => {
      if (pinnedId === before.pinnedId) return;
      // The timeline announces the whole request by itself.
      const { view } = experimentStore.getState().experiment;
      if (view.dock === 'requests' && view.lab === 'timeline') return;
      const pinned = pinnedId === null ? null : findById(traceFeed.latest.ring, pinnedId);
      if (pinned) say('pin', `Request ${countText(pinned.id)} pinned, ${Math.round(pinned.latencyMs)} ms.`);
    }),
    compareStore.subscribe(({ phase, problem }, before) => {
      if (phase !== 'idle' && before.phase === 'idle') say('compare', 'Comparison started.');
      if (phase === 'idle' && before.phase !== 'idle' && problem === null) {
        say('compare', 'Comparison ended. The results are in the table.');
      }
    }),
  ];
  return () => stops.forEach((stop) => stop());
}
