/** The live view: real requests on their way through queue, batch and device to their responses, in slow motion. */
import { useEffect, useId, useMemo, useRef, useSyncExternalStore } from 'react';
import { Pause, Play } from 'lucide-react';
import { useStore } from 'zustand';
import { countText } from '#messages/numberText.ts';
import { SLOWDOWNS } from '#canvas/live/liveClips.ts';
import { traceFeed } from '#state/feeds.ts';
import { servingStore } from '#state/servingStore.ts';
import { useFeed } from '../../useFeed.ts';
import { useFrames } from '../../useFrames.ts';
import { answeredText, lostText } from '#scene/lab/lostText.ts';
import { useRun } from '../useRun.ts';
import { createLiveModel, type LiveModel, type LiveLabels } from '#scene/live/liveModel.ts';
import { answerMeaning } from '#scene/windows/answerMeaning.ts';
import './LiveView.css';
import { hint } from '../../hint/hint.ts';

export function LiveView() {
  const model = useMemo(() => createLiveModel(), []);
  const labels = useFeed(model.labels);
  const id = useId();
  const still = useReducedMotion();
  const maxBatchSize = useRun(({ serving }) => (serving.pattern === 'batched' ? serving.maxBatchSize : 1));
  const instances = useRun(({ serving }) => serving.instances);
  const data = useRun((ran) => ran.data);
  const network = useRun((ran) => ran.network);
  useEffect(() => {
    const { classes, classOf } = answerMeaning({ data, network }, []);
    model.look({ classes, classOf, maxBatchSize, instances });
  }, [model, data, network, maxBatchSize, instances]);
  return (
    <section className="live-view" aria-label="Live view of requests" data-still={still}>
      <Heads id={id} labels={still ? null : labels} maxBatchSize={maxBatchSize} />
      {!still && <LiveCanvas model={model} describedBy={id} />}
      {!still && <Foot model={model} labels={labels} />}
    </section>
  );
}

/** Thirty frames per second are smooth in slow motion, and leave time for the rest of the page. */
const FRAME_MS = 33;

function LiveCanvas({ model, describedBy }: { readonly model: LiveModel; readonly describedBy: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useFrames(canvas, model.paint, [traceFeed, model.repaints], FRAME_MS);
  return (
    <canvas
      ref={canvas}
      role="img"
      aria-describedby={describedBy}
      aria-label="Requests move from their callers through queue, batch and device to their answers"
    />
  );
}

/** Counts at the moment shown; where nothing moves, of the server as it is now. */
function Heads({
  id,
  labels,
  maxBatchSize,
}: {
  readonly id: string;
  readonly labels: LiveLabels | null;
  readonly maxBatchSize: number;
}) {
  const { queued, executing, done, report } = useStore(servingStore);
  const answered = answeredText(report?.ok ?? 0, done);
  const shown = labels?.shown ?? null;
  const heads = shown
    ? [
        ['Queue', `${countText(shown.waiting)} waiting`],
        ['Batch', `${countText(shown.gathering)} of ${countText(maxBatchSize)}`],
        ['Device', `${shown.busy} of ${shown.instances} busy`],
      ]
    : [
        ['Queue', `${countText(queued)} waiting`],
        ['Batch', `up to ${countText(maxBatchSize)}`],
        ['Device', executing > 0 ? `${countText(executing)} computed` : 'idle'],
      ];
  return (
    <dl id={id} className="live-heads">
      {[...heads, ['Answers', answered]].map(([stage, note]) => (
        <div key={stage}>
          <dt>{stage}</dt>
          <dd {...hint(report && stage === 'Answers' ? lostText(report) : undefined)}>{note}</dd>
        </div>
      ))}
    </dl>
  );
}

function Foot({ model, labels }: { readonly model: LiveModel; readonly labels: LiveLabels }) {
  const { shown, slowdown, isPaused } = labels;
  const step = Math.max(
    0,
    SLOWDOWNS.findIndex((factor) => factor >= slowdown),
  );
  const filled = `${(step / (SLOWDOWNS.length - 1)) * 100}%`;
  return (
    <div className="live-foot">
      <span className="live-note">{noteText(labels)}</span>
      {shown && (
        <>
          <button
            type="button"
            className="button-plain"
            aria-label={isPaused ? 'Play the slow motion' : 'Pause the slow motion'}
            {...hint(isPaused ? 'Play' : 'Pause')}
            onClick={() => model.setPaused(!isPaused)}
          >
            {isPaused ? <Play size={12} aria-hidden="true" /> : <Pause size={12} aria-hidden="true" />}
          </button>
          <label>
            Slow motion
            <input
              type="range"
              min={0}
              max={SLOWDOWNS.length - 1}
              step={1}
              value={step}
              aria-valuetext={`${countText(slowdown)} times slower`}
              style={{ '--filled': filled } as React.CSSProperties}
              onChange={(event) => model.setSlowdown(SLOWDOWNS[event.target.valueAsNumber] ?? null)}
              onDoubleClick={() => model.setSlowdown(null)}
            />
          </label>
        </>
      )}
    </div>
  );
}

function noteText({ shown, slowdown, oneIn, isReplay }: LiveLabels): string {
  if (!shown) return 'Each dot is one request. Send some and watch.';
  const pace = slowdown > 1 ? `${countText(slowdown)} × slower` : 'as fast as measured';
  const part = oneIn > 1 ? `, 1 batch in ${countText(oneIn)}` : '';
  return isReplay ? `The end of the run, ${pace}` : `${capital(pace)}${part}`;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const REDUCED = '(prefers-reduced-motion: reduce)';
function useReducedMotion(): boolean {
  return useSyncExternalStore(
    (listener) => {
      const query = matchMedia(REDUCED);
      query.addEventListener('change', listener);
      return () => query.removeEventListener('change', listener);
    },
    () => matchMedia(REDUCED).matches,
  );
}
