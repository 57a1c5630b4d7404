/**
 * The live view: real requests leave their points, wait, are computed in batches, and each answer paints its own cell of the map, in
 * slow motion. Its strip of arrivals moves the replay.
 */
import { useEffect, useId, useLayoutEffect, useMemo, useRef } from 'react';
import { useStore } from 'zustand';
import * as say from '#messages/generated/flow.ts';
import { countText } from '#messages/numberText.ts';
import { factsOf } from '#experiment/dataFacts.ts';
import { outputShape } from '#experiment/output.ts';
import { CAPTIONS, type Caption } from '#canvas/live/liveLayout.ts';
import { createLiveModel, type LiveLabels, type LiveModel } from '#scene/live/liveModel.ts';
import { answerMeaning } from '#scene/windows/answerMeaning.ts';
import { traceFeed } from '#state/feeds.ts';
import { servingStore } from '#state/servingStore.ts';
import { useFeed } from '../../useFeed.ts';
import { useFrames } from '../../useFrames.ts';
import { useRun } from '../useRun.ts';
import { LiveStrip } from './LiveStrip.tsx';
import { placeCaptions } from './placeCaptions.ts';
import { useLiveRows } from './useLiveRows.ts';
import './LiveView.css';

const hasReducedMotion = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;

export function LiveView() {
  const model = useMemo(() => createLiveModel(hasReducedMotion), []);
  const labels = useFeed(model.labels);
  const id = useId();
  const maxBatchSize = useRun(({ serving }) => (serving.pattern === 'batched' ? serving.maxBatchSize : 1));
  const instances = useRun(({ serving }) => serving.instances);
  const data = useRun((experiment) => experiment.data);
  const network = useRun((experiment) => experiment.network);
  const rows = useLiveRows();
  useEffect(() => {
    const { classes, classOf } = answerMeaning({ data, network }, []);
    const { units, activation } = outputShape(factsOf(data), network.output.activation);
    const shares = units === 1 ? activation === 'sigmoid' : null;
    model.look({ classes, classOf, shares, rows, maxBatchSize, instances });
  }, [model, data, network, rows, maxBatchSize, instances]);
  return (
    <section className="live-view" aria-label={say.view()} data-upright={labels.isUpright}>
      <Captions id={id} labels={labels} asked={rows?.asked ?? 0} maxBatchSize={maxBatchSize} />
      <LiveCanvas model={model} describedBy={id} />
      <LiveStrip model={model} labels={labels} rows={rows} />
    </section>
  );
}

/** Thirty frames per second are smooth in slow motion, and leave time for the rest of the page. */
const FRAME_MS = 33;

function LiveCanvas({ model, describedBy }: { readonly model: LiveModel; readonly describedBy: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useFrames(canvas, model.paint, [traceFeed, model.repaints], FRAME_MS);
  return <canvas ref={canvas} role="img" aria-describedby={describedBy} aria-label={say.picture()} />;
}

interface CaptionsProps {
  readonly id: string;
  readonly labels: LiveLabels;
  readonly asked: number;
  readonly maxBatchSize: number;
}

/** Counts at the moment shown, each above (on a phone: beside) its stage. */
function Captions({ id, labels, asked, maxBatchSize }: CaptionsProps) {
  const { counts, captions, isUpright } = labels;
  const sent = useStore(servingStore, (state) => state.sent);
  const isRunning = useStore(servingStore, (state) => state.phase !== 'idle');
  const texts: Readonly<Record<Caption, readonly [name: string, count: string]>> = {
    requests: [say.requests(), countText(isRunning || counts ? Math.max(sent, asked) : asked)],
    waiting: [say.waiting(), countText(counts?.waiting ?? 0)],
    batch: [say.nextBatch(), say.gathered({ count: counts?.gathering ?? 0, most: maxBatchSize })],
    computing: [say.computing(), countText(counts?.computing ?? 0)],
    answers: [say.answers(), say.back({ count: counts?.answered ?? 0 })],
  };
  const stages = CAPTIONS.filter((stage) => stage !== 'batch' || maxBatchSize > 1);
  const list = useRef<HTMLDListElement>(null);
  useLayoutEffect(() => {
    if (list.current && captions)
      placeCaptions(
        list.current,
        isUpright,
        stages.map((stage) => captions[stage]),
      );
  });
  return (
    <dl ref={list} id={id} className="live-captions">
      {stages.map((stage) => (
        <div key={stage}>
          <dt>{texts[stage][0]}</dt>
          <dd>{texts[stage][1]}</dd>
        </div>
      ))}
    </dl>
  );
}
