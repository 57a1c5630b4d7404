/**
 * The first test digits, each with its prediction: wrong ones in a red frame with a filled label. A click shows that digit's
 * activations.
 */
import { useCallback, useState, type KeyboardEvent, type MouseEvent } from 'react';
import { sampleTileAt, samplesAcross, paintSamples, SAMPLE_HEIGHT_PX } from '#canvas/paintSamples.ts';
import { createPixelSheet } from '#canvas/pixelSheet.ts';
import * as say from '#messages/generated/digits.ts';
import { argmax } from '#nn/classOf.ts';
import { outputLayer } from '#nn/NetworkShape.ts';
import { dataFeed, snapshotFeed, probeFeed } from '#state/feeds.ts';
import { Rich } from '../Rich.tsx';
import { Canvas, type Paint } from '../Canvas.tsx';
import { useCommands } from '../CommandsContext.ts';
import { useElementSize } from '../useElementSize.ts';
import { useFeed } from '../useFeed.ts';
import { useThrottledFeed } from '../useThrottledFeed.ts';

/** Predictions per snapshot. */
const MOST_SAMPLES = 60;
/** More rows would push the curves off the first screen. */
const ROWS = 4;

const MARKS = { wrong: (inner: string) => <span className="wrong">{inner}</span> };

export function SampleGrid() {
  const commands = useCommands();
  const data = useFeed(dataFeed);
  const probe = useFeed(probeFeed);
  const snapshot = useThrottledFeed(snapshotFeed, 250);
  const [box, { widthPx }] = useElementSize<HTMLDivElement>();
  const [sheet] = useState(createPixelSheet);
  const across = samplesAcross(widthPx);
  const count = Math.min(MOST_SAMPLES, across * ROWS, data?.test.count ?? 0);
  const answers = answersOf(snapshot, count);
  const labels = data ? Array.from(data.test.labels.subarray(0, count)) : [];
  const done = answers.filter((answer) => answer >= 0).length;
  const wrong = answers.filter((answer, i) => answer >= 0 && answer !== labels[i]).length;
  const chosen = probe?.testRow ?? -1;
  const key = `${answers.join()} ${labels.join()} ${chosen}`;

  const paint: Paint = useCallback(
    (context, width, _height, theme) => {
      const pixels = dataFeed.latest?.test.raw;
      if (!pixels || count === 0) return;
      paintSamples(context, width, { count, pixels, labels, answers, chosen, sheet }, theme);
    },
    // The key stands for the arrays, which are new in every render.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [key, sheet, data],
  );
  const show = (row: number): void => {
    if (data && row >= 0 && row < count) commands.probeTestSample(row);
  };
  const onClick = (event: MouseEvent<HTMLElement>): void => {
    const bounds = event.currentTarget.getBoundingClientRect();
    show(sampleTileAt(event.clientX - bounds.left, event.clientY - bounds.top, widthPx));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const steps: Record<string, number> = {
      ArrowLeft: -1,
      ArrowRight: 1,
      ArrowUp: -across,
      ArrowDown: across,
    };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    show(chosen < 0 ? 0 : chosen + step);
  };
  return (
    <div className="group">
      <div className="region-head">
        <h3>{say.testDigits()}</h3>
        <span className="region-note">
          {done > 0 ? (
            <Rich text={say.rightAndWrong({ right: done - wrong, all: done, wrong })} marks={MARKS} />
          ) : (
            say.noAnswersYet()
          )}
        </span>
      </div>
      <div
        ref={box}
        className="sample-grid"
        role="slider"
        tabIndex={0}
        aria-label={say.testDigitOnShow()}
        aria-valuemin={1}
        aria-valuemax={Math.max(1, count)}
        aria-valuenow={Math.min(count, chosen + 1) || 1}
        aria-valuetext={sampleText(chosen, labels, answers)}
        style={{ height: Math.ceil(count / across) * SAMPLE_HEIGHT_PX }}
        onClick={onClick}
        onKeyDown={onKeyDown}
      >
        <Canvas paint={paint} label="" />
      </div>
    </div>
  );
}

function sampleText(chosen: number, labels: readonly number[], answers: readonly number[]): string {
  const label = labels[chosen];
  if (label === undefined) return say.noneOfThese();
  const answer = answers[chosen] ?? -1;
  const values = { digit: `${label}`, answer: `${answer}` };
  if (answer < 0) return say.aDigit(values);
  return answer === label ? say.digitRight(values) : say.digitWrong(values);
}

function answersOf(snapshot: typeof snapshotFeed.latest, count: number): number[] {
  const outputs = snapshot?.samplePredictions;
  const units = snapshot ? outputLayer(snapshot.shape).units : 1;
  return Array.from({ length: count }, (_, row) =>
    outputs && outputs.length >= (row + 1) * units ? argmax(outputs, row * units, units) : -1,
  );
}
