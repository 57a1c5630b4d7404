/** The river: real requests of the load on their way through queue, batch and device to their answers, slowed down. */
import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import { Pause, Play } from 'lucide-react';
import { useStore } from 'zustand';
import { countText } from '../../../paint/numberText.ts';
import { SLOWDOWNS } from '../../../paint/river/riverClips.ts';
import { DATA_SETS } from '../../../spec/dataSets.ts';
import { traceFeed } from '../../../state/feeds.ts';
import { servingStore } from '../../../state/servingStore.ts';
import { useExperiment } from '../../useExperiment.ts';
import { useFeed } from '../../useFeed.ts';
import { useFrames } from '../timeline/frameLoop.ts';
import { createRiverModel, type RiverModel, type RiverWords } from './riverModel.ts';
import './River.css';

export function River() {
  const model = useMemo(() => createRiverModel(), []);
  const words = useFeed(model.words);
  const still = useReducedMotion();
  const maxBatchSize = useExperiment(({ serving }) =>
    serving.pattern === 'batched' ? serving.maxBatchSize : 1,
  );
  const instances = useExperiment(({ serving }) => serving.instances);
  const classes = useExperiment(({ data }) => DATA_SETS[data.set].classes.length);
  const isSigned = useExperiment(({ network }) => ['tanh', 'linear'].includes(network.output.activation));
  useEffect(
    () => model.look({ classes, border: isSigned ? 0 : 0.5, maxBatchSize, instances }),
    [model, classes, isSigned, maxBatchSize, instances],
  );
  return (
    <section className="river" aria-label="River of requests" data-still={still}>
      <Heads words={still ? null : words} maxBatchSize={maxBatchSize} />
      {!still && <RiverCanvas model={model} />}
      {!still && <Foot model={model} words={words} />}
    </section>
  );
}

/** Thirty frames a second are smooth for what is slowed down, and leave the page to what is live. */
const FRAME_MS = 33;

function RiverCanvas({ model }: { readonly model: RiverModel }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useFrames(canvas, model.paint, [traceFeed, model.news], FRAME_MS);
  return (
    <canvas
      ref={canvas}
      role="img"
      aria-label="Requests move from their callers through queue, batch and device to their answers"
    />
  );
}

/** Of the moment that is shown; where nothing moves, of the server as it is now. */
function Heads({
  words,
  maxBatchSize,
}: {
  readonly words: RiverWords | null;
  readonly maxBatchSize: number;
}) {
  const { queued, executing, done } = useStore(servingStore);
  const shown = words?.shown ?? null;
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
    <dl className="river-heads">
      {[...heads, ['Answers', `${countText(done)} delivered`]].map(([stage, note]) => (
        <div key={stage}>
          <dt>{stage}</dt>
          <dd>{note}</dd>
        </div>
      ))}
    </dl>
  );
}

function Foot({ model, words }: { readonly model: RiverModel; readonly words: RiverWords }) {
  const { shown, slowdown, isPaused } = words;
  const step = Math.max(
    0,
    SLOWDOWNS.findIndex((factor) => factor >= slowdown),
  );
  const filled = `${(step / (SLOWDOWNS.length - 1)) * 100}%`;
  return (
    <div className="river-foot">
      <span className="river-note">{noteText(words)}</span>
      {shown && (
        <>
          <button
            type="button"
            className="button-plain"
            aria-label={isPaused ? 'Play the river' : 'Pause the river'}
            title={isPaused ? 'Play' : 'Pause'}
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

function noteText({ shown, slowdown, oneIn, isReplay }: RiverWords): string {
  if (!shown) return 'Send requests and they flow from left to right, each dot one of them.';
  const pace =
    slowdown > 1 ? `shown ${countText(slowdown)} × slower than measured` : 'shown as fast as measured';
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
