/** Images of the training part, progress of the download, and samples per class. */
import { useCallback, useState } from 'react';
import { useStore } from 'zustand';
import { countClasses, paintClassBars } from '#canvas/classBars.ts';
import { createDigitGridPainter } from '#canvas/digitGrid.ts';
import * as say from '#messages/generated/data.ts';
import { bytesText } from '#messages/numberText.ts';
import { dataFeed } from '#state/feeds.ts';
import { trainingStore } from '#state/trainingStore.ts';
import { Canvas, type Paint } from '../Canvas.tsx';
import { useCommands } from '../CommandsContext.ts';
import { useFacts } from '../useExperiment.ts';
import { useFeed } from '../useFeed.ts';

const COLUMNS = 7;
const ROWS = 4;
const FEEDS = [dataFeed];

export function DigitGrid() {
  const side = useFacts().imageSide ?? 28;
  const [painter] = useState(createDigitGridPainter);
  const paint = useCallback<Paint>(
    (context, widthPx, _heightPx, theme) => {
      const train = dataFeed.latest?.train;
      // While the set changes the feed may still hold points.
      const images = train && train.raw.length === train.count * side * side ? { ...train, side } : null;
      painter(context, images, COLUMNS, ROWS, widthPx, theme);
    },
    [painter, side],
  );
  return (
    <Canvas
      className="digit-grid"
      paint={paint}
      feeds={FEEDS}
      label={say.imagesOfTraining({ count: COLUMNS * ROWS })}
    />
  );
}

export function LoadProgress() {
  const { stopLoading } = useCommands();
  const progress = useStore(trainingStore, (state) => state.dataProgress);
  if (!progress) return null;
  return (
    <div className="load-progress">
      <label htmlFor="data-progress">{say.loadingData()}</label>
      <span>
        {say.loadedOf({ loaded: bytesText(progress.loadedBytes), total: bytesText(progress.totalBytes) })}
      </span>
      <button type="button" className="button" onClick={() => stopLoading()}>
        {say.stop()}
      </button>
      <progress id="data-progress" max={progress.totalBytes} value={progress.loadedBytes} />
    </div>
  );
}

export function ClassesPanel() {
  const data = useFeed(dataFeed);
  const { classes } = useFacts();
  const counts = data && data.classes === classes ? countClasses(data.train.labels, classes.length) : null;
  const paint = useCallback<Paint>(
    (context, widthPx, heightPx, theme) => {
      const labels = dataFeed.latest?.train.labels ?? [];
      paintClassBars(context, countClasses(labels, classes.length), classes, widthPx, heightPx, theme);
    },
    [classes],
  );
  const told = counts?.map((count, i) => say.classCount({ name: classes[i] ?? '', count })).join(', ') ?? '';
  return (
    <section className="group" aria-label={say.classes()}>
      <div className="region-head">
        <h2>{say.classes()}</h2>
        <span className="region-note">{say.classesNote({ count: classes.length })}</span>
      </div>
      <Canvas
        className="set-class-bars"
        paint={paint}
        feeds={FEEDS}
        label={say.samplesOfClasses({ counts: told })}
      />
    </section>
  );
}
