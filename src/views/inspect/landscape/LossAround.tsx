/** The loss around the present weights as a picture, drawn while training rests. */
import { useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { createLandscapePainter } from '#canvas/inspect/paintLandscape.ts';
import type { QuestionParams } from '#commands/questions.ts';
import * as say from '#messages/generated/inspect.ts';
import { landscapePicture, landscapeText } from '#scene/inspect/landscapePicture.ts';
import { trainingStore } from '#state/trainingStore.ts';
import { Canvas, type Paint } from '../../Canvas.tsx';
import { useAsked } from '../useAsked.ts';

interface LossAroundProps {
  /** Memoised. */
  readonly params: QuestionParams<'landscape'>;
}

export function LossAround({ params }: LossAroundProps) {
  const [painter] = useState(createLandscapePainter);
  const { value, problem, isAsking, epoch } = useAsked('landscape', params, AT_REST);
  const isPlaying = useStore(trainingStore, ({ phase }) => phase === 'playing');
  const paint: Paint | null = useMemo(() => {
    if (!value) return null;
    const picture = landscapePicture(value);
    return (context, widthPx, heightPx, theme) => painter.paint(context, widthPx, heightPx, picture, theme);
  }, [painter, value]);
  if (problem !== null) return <p className="inspect-note">{problem}</p>;
  if (!value || !paint)
    return <p className="inspect-note">{isAsking ? say.measuring() : say.atRestOnly()}</p>;
  return (
    <figure className="inspect-figure" aria-busy={isAsking}>
      <Canvas paint={paint} label={`${say.landscapePicture()}. ${landscapeText(value)}`} />
      <figcaption>
        {isPlaying && epoch !== null && `${say.asOfEpoch({ epoch: Math.floor(epoch) })} `}
        {params.directions === 'path' ? say.pathNote() : say.randomNote()}{' '}
        {value.path.length > 2 && say.lineNote()}
      </figcaption>
    </figure>
  );
}

const AT_REST = { atRest: true, everyMs: 1_000 };

/** Whether the run has gone far enough to have two directions of its own. */
export const useHasPath = (): boolean => useStore(trainingStore, ({ metrics }) => (metrics?.epoch ?? 0) >= 2);
