/** Responses as they arrive: the plane fills point by point, or the tiles of the samples show their predicted class. */
import { useEffect, useId, useMemo } from 'react';
import { useStore } from 'zustand';
import { valueScale, type ColorScale } from '#canvas/colorScale.ts';
import { createResponseCells, paintResponseMap } from '#canvas/paintResponseMap.ts';
import { paintResponseTiles, digitPixels, type ResponseTiles } from '#canvas/paintResponseTiles.ts';
import { createPixelSheet } from '#canvas/pixelSheet.ts';
import type { Theme } from '#canvas/theme.ts';
import type { DataSet } from '#datasets/DataSet.ts';
import { factsOf } from '#experiment/dataFacts.ts';
import * as say from '#messages/generated/requests.ts';
import { followResponses, shownFeed } from '#scene/lab/burstReplay.ts';
import { answeredText, lostText } from '#scene/lab/lostText.ts';
import { responsesFeed, latencyFeed } from '#state/feeds.ts';
import { servingStore } from '#state/servingStore.ts';
import { Canvas, type Paint } from '../Canvas.tsx';
import { hint } from '../hint/hint.ts';
import { useFeed } from '../useFeed.ts';
import { AnswersText } from './answers/AnswersText.tsx';
import { useRun } from './useRun.ts';

const FEEDS = [responsesFeed, shownFeed];
const NO_ORDER = new Uint32Array(0);
/** Newest responses with an edge, so that the eye finds them. */
const FRESH = 5;

export function AnswersView() {
  const facts = useRun(({ data }) => factsOf(data));
  const { kind } = facts;
  const id = useId();
  useEffect(() => followResponses(matchMedia('(prefers-reduced-motion: reduce)').matches), []);
  return (
    <div className="answers" data-kind={kind}>
      <AnswersHead />
      <div className="answers-picture">
        {kind === 'plane' ? <AnswerMap describedBy={id} /> : <AnswerGrid facts={facts} describedBy={id} />}
        <AnswersText id={id} />
        <EmptyNote />
      </div>
    </div>
  );
}

function AnswersHead() {
  const { count: shown, slowdown } = useFeed(shownFeed);
  const { sent, done, phase, report } = useStore(servingStore);
  const ok = report?.ok ?? 0;
  // All that is kept in order is shown: a long load has more.
  const isAll = shown === (latencyFeed.latest?.count ?? 0);
  const count = isAll ? Math.max(shown, ok) : shown;
  const note =
    slowdown > 1
      ? say.answeredSlower({ count, factor: slowdown })
      : phase === 'idle' || count === 0
        ? answeredText(count, isAll ? count + (done - ok) : count)
        : say.answeredOfSent({ count, sent });
  return (
    <h3>
      {say.responses()}{' '}
      <span className="answers-note" {...hint(report ? lostText(report) : undefined)}>
        {done === 0 ? say.inOrderOfArrival() : note}
      </span>
    </h3>
  );
}

/** One line before the first load. */
function EmptyNote() {
  const empty = useFeed(responsesFeed) === null;
  return empty && <p className="answers-empty">{say.responsesEmpty()}</p>;
}

function AnswerMap({ describedBy }: { readonly describedBy: string }) {
  const shares = useRun((experiment) => experiment.network.output.activation === 'sigmoid');
  const paint = useMemo(() => mapPainter(shares), [shares]);
  const label = say.responsesOnPlane();
  return <Canvas paint={paint} feeds={FEEDS} label={label} describedBy={describedBy} />;
}

/** Keeps its cells from frame to frame; another theme starts over. */
function mapPainter(shares: boolean): Paint {
  const cells = createResponseCells();
  const sheet = createPixelSheet();
  let scale: { readonly of: Theme; readonly values: ColorScale } | null = null;
  return (context, widthPx, heightPx, theme) => {
    if (scale?.of !== theme) scale = { of: theme, values: valueScale(theme) };
    const { count, slowdown } = shownFeed.latest;
    const answers = responsesFeed.latest;
    const points = answers && answers.rawWidth === 2 ? { ...answers, shares } : null;
    const busy = servingStore.getState().phase !== 'idle' || slowdown > 1;
    const order = latencyFeed.latest?.rows ?? NO_ORDER;
    const side = Math.min(widthPx, heightPx);
    paintResponseMap(
      context,
      side,
      points,
      order,
      count,
      busy ? FRESH : 0,
      cells,
      sheet,
      theme,
      scale.values,
    );
  };
}

function AnswerGrid({ facts, describedBy }: { readonly facts: DataSet; readonly describedBy: string }) {
  const paint = useMemo(() => gridPainter(facts), [facts]);
  const label = say.responsesToSamples();
  return <Canvas paint={paint} feeds={FEEDS} label={label} describedBy={describedBy} />;
}

/** Paints the tiles of one set; images are drawn once and cached until the rows change. */
function gridPainter(facts: DataSet): Paint {
  const imageSide = facts.imageSide ?? 0;
  const images = new Map<string, OffscreenCanvas>();
  const seen = createSeenRows();
  let drawnFor: Float32Array | null = null;
  return (context, widthPx, heightPx, theme) => {
    const answers = responsesFeed.latest;
    if (!answers || answers.rawWidth !== facts.columns.length) return;
    if (drawnFor !== answers.rawRows) images.clear();
    drawnFor = answers.rawRows;
    const tiles: ResponseTiles = {
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
    paintResponseTiles(context, widthPx, heightPx, tiles, (row) => seen.has(row), theme, imageOf);
  };
}

/** Marks the rows of the pool among the first responses, incrementally. */
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
