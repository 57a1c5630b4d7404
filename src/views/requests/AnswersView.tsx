/** Answers as they stream in: the plane fills point by point, or the tiles of the samples light up with their class. */
import { useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import { valueScale, type ColorScale } from '../../paint/colorScale.ts';
import { countText } from '../../paint/numberText.ts';
import { createAnswerCells, paintAnswerMap } from '../../paint/paintAnswerMap.ts';
import { paintAnswerTiles, digitPixels, type AnswerTiles } from '../../paint/paintAnswerTiles.ts';
import { createPixelSheet } from '../../paint/pixelSheet.ts';
import type { Theme } from '../../paint/theme.ts';
import { DATA_SETS, type DataSetName } from '../../spec/dataSets.ts';
import { answersFeed, latencyFeed } from '../../state/feeds.ts';
import { servingStore } from '../../state/servingStore.ts';
import { Canvas, type Paint } from '../Canvas.tsx';
import { useExperiment } from '../useExperiment.ts';
import { useFeed } from '../useFeed.ts';
import { useSlowFeed } from '../useSlowFeed.ts';
import { followAnswers, shownFeed } from './replay.ts';

const FEEDS = [answersFeed, shownFeed];
const NO_ORDER = new Uint32Array(0);
/** Newest answers that carry an edge, so that the eye finds where it happens. */
const FRESH = 5;

export function AnswersView() {
  const set = useExperiment((experiment) => experiment.data.set);
  const kind = DATA_SETS[set].kind;
  useEffect(() => followAnswers(matchMedia('(prefers-reduced-motion: reduce)').matches), []);
  return (
    <div className="answers" data-kind={kind}>
      <AnswersHead />
      {kind === 'plane' ? <AnswerMap /> : <AnswerGrid set={set} />}
      <EmptyNote />
    </div>
  );
}

function AnswersHead() {
  const { count: shown, slowdown } = useFeed(shownFeed);
  const answers = useSlowFeed(answersFeed, 100);
  const kept = latencyFeed.latest?.count ?? 0;
  // All that is kept in order is shown: a long load has more behind it.
  const count = shown > 0 && shown === kept ? Math.max(shown, answers?.delivered ?? 0) : shown;
  const { sent, phase } = useStore(servingStore);
  const note =
    slowdown > 1
      ? `${countText(count)} back, shown ${countText(slowdown)} × slower`
      : count > 0
        ? `${countText(count)} back${phase === 'idle' ? '' : ` of ${countText(sent)} sent`}`
        : 'in order of arrival';
  return (
    <h3>
      Answers <span className="answers-note">{note}</span>
    </h3>
  );
}

/** Before the first load: one line of what will appear here. */
function EmptyNote() {
  const empty = useFeed(answersFeed) === null;
  return (
    empty && <p className="answers-empty">Send requests and their answers fill this in, as they arrive.</p>
  );
}

function AnswerMap() {
  const shares = useExperiment((experiment) => experiment.network.output.activation === 'sigmoid');
  const paint = useMemo(() => mapPainter(shares), [shares]);
  return (
    <Canvas
      className="answer-map"
      paint={paint}
      feeds={FEEDS}
      label="Answers on the plane, in order of arrival"
    />
  );
}

/** Keeps its cells from frame to frame: a theme has its own scale, which makes them start over. */
function mapPainter(shares: boolean): Paint {
  const cells = createAnswerCells();
  const sheet = createPixelSheet();
  let scale: { readonly of: Theme; readonly values: ColorScale } | null = null;
  return (context, widthPx, heightPx, theme) => {
    if (scale?.of !== theme) scale = { of: theme, values: valueScale(theme) };
    const { count, slowdown } = shownFeed.latest;
    const answers = answersFeed.latest;
    const points = answers && answers.rawWidth === 2 ? { ...answers, shares } : null;
    const busy = servingStore.getState().phase !== 'idle' || slowdown > 1;
    const order = latencyFeed.latest?.rows ?? NO_ORDER;
    const side = Math.min(widthPx, heightPx);
    paintAnswerMap(context, side, points, order, count, busy ? FRESH : 0, cells, sheet, theme, scale.values);
  };
}

function AnswerGrid({ set }: { readonly set: DataSetName }) {
  const paint = useMemo(() => gridPainter(set), [set]);
  return (
    <Canvas
      className="answer-grid"
      paint={paint}
      feeds={FEEDS}
      label="Answers to test samples, in order of arrival"
    />
  );
}

/** Paints the tiles of one set; images are drawn once and kept until other rows are asked. */
function gridPainter(set: DataSetName): Paint {
  const facts = DATA_SETS[set];
  const imageSide = facts.imageSide ?? 0;
  const images = new Map<string, OffscreenCanvas>();
  const seen = createSeenRows();
  let drawnFor: Float32Array | null = null;
  return (context, widthPx, heightPx, theme) => {
    const answers = answersFeed.latest;
    if (!answers || answers.rawWidth !== facts.columns.length) return;
    if (drawnFor !== answers.rawRows) images.clear();
    drawnFor = answers.rawRows;
    const tiles: AnswerTiles = {
      ...answers,
      imageSide,
      classText: (index) => (facts.classes[index] ?? '').slice(0, 3),
    };
    seen.show(latencyFeed.latest?.rows ?? NO_ORDER, shownFeed.latest.count, tiles.labels.length);
    const imageOf = (row: number, faint: boolean): OffscreenCanvas | null => {
      if (imageSide === 0) return null;
      const color = faint ? theme.lineControl : theme.ink;
      const key = `${row} ${color}`;
      const known = images.get(key);
      if (known) return known;
      const image = new OffscreenCanvas(imageSide, imageSide);
      const pixels = new ImageData(imageSide, imageSide);
      new Uint32Array(pixels.data.buffer).set(digitPixels(tiles, row, color));
      image.getContext('2d')?.putImageData(pixels, 0, 0);
      images.set(key, image);
      return image;
    };
    paintAnswerTiles(context, widthPx, heightPx, tiles, (row) => seen.has(row), theme, imageOf);
  };
}

/** Which rows of the pool are among the first answers of the order, counted on as they come. */
function createSeenRows(): {
  show(order: Uint32Array, count: number, rows: number): void;
  has(row: number): boolean;
} {
  let marks = new Uint8Array(0);
  let shown = 0;
  return {
    show(order, count, rows) {
      if (count < shown || marks.length !== rows) {
        marks = new Uint8Array(rows);
        shown = 0;
      }
      for (; shown < count; shown++) marks[order[shown] ?? 0] = 1;
    },
    has: (row) => marks[row] === 1,
  };
}
