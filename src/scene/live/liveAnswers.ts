/** What the answers of a run have painted by a moment: cells of the plane, or tiles of a table or of images. */
import { createAnswerCells } from '#canvas/live/answerCells.ts';
import { FIELD_INSET_PX, LIVE_TILE_PX, type LiveRows } from '#canvas/live/liveFields.ts';
import type { Box } from '#canvas/live/liveLayout.ts';
import { parseHex, type ColorScale } from '#canvas/colorScale.ts';
import { paintResponseTiles, digitPixels, type ResponseTiles } from '#canvas/paintResponseTiles.ts';
import { pointStyle, type Mark } from '#canvas/paintPoint.ts';
import { createPixelSheet } from '#canvas/pixelSheet.ts';
import type { Theme } from '#canvas/theme.ts';
import { responsesFeed } from '#state/feeds.ts';
import { OK } from '#trace/outcomes.ts';
import type { TimelineIndex } from '#trace/timelineIndex.ts';

/** How predictions are drawn. */
export interface AnswerMeaning {
  readonly classes: number;
  /** Class of a prediction as the trace holds it, −1 for none. */
  classOf(answer: number): number;
  /** One output: whether it lies in 0 to 1 with the threshold at ½ instead of −1 to 1; null for several outputs. */
  readonly shares: boolean | null;
}

export interface LiveAnswers {
  /** Takes all that was delivered by this time; an earlier one than before starts over. Returns the number of answers. */
  show(
    index: TimelineIndex,
    atMs: number,
    settledMs: number,
    arrived: readonly number[],
    source: TimelineIndex,
  ): number;
  reset(): void;
  paint(context: CanvasRenderingContext2D, box: Box, rows: LiveRows, theme: Theme): void;
  paintRequests(context: CanvasRenderingContext2D, box: Box, rows: LiveRows, theme: Theme): void;
  style(source: TimelineIndex, entry: number): { readonly mark: Mark; readonly color: string };
}

/** @param look read at each paint: theme, scale and meaning of the present */
export function createLiveAnswers(
  look: () => { readonly theme: Theme; readonly scale: ColorScale; readonly meaning: AnswerMeaning },
): LiveAnswers {
  const cells = createAnswerCells(createPixelSheet());
  const images = new Map<string, OffscreenCanvas>();
  let imagesOf: Float32Array | null = null;
  /** Newest answer of each row that has been shown. */
  let seen = new Map<number, number>();
  let colorsOf: unknown = null;
  let settled = { n: 0, ms: -Infinity };
  let counted = { n: 0, ms: -Infinity, ok: 0 };

  function reset(): void {
    cells.clear();
    seen = new Map();
    settled = { n: 0, ms: -Infinity };
    counted = { n: 0, ms: -Infinity, ok: 0 };
  }

  function take({ ring }: TimelineIndex, entry: number): void {
    if (ring.columns.outcomes[entry] !== OK) return;
    const row = ring.columns.rowIndexes[entry]!;
    const answer = ring.columns.predictions[entry]!;
    seen.set(row, answer);
    cells.paint(row, pixelOf(answer));
  }

  function pixelOf(answer: number): number {
    const { theme, scale, meaning } = look();
    if (meaning.shares !== null) return scale.pixel(meaning.shares ? 2 * answer - 1 : answer);
    const [r, g, b] = parseHex(theme.classes[answer % theme.classes.length] ?? theme.ink);
    // Paler, as classes on the prediction map.
    return ((184 << 24) | (b << 16) | (g << 8) | r) >>> 0;
  }

  /** Tiles of the rows, fainter where they have no answer yet; images are drawn once and kept until the rows change. */
  function paintTiles(
    context: CanvasRenderingContext2D,
    box: Box,
    rows: LiveRows,
    answered: (row: number) => boolean,
    theme: Theme,
    fades = true,
  ): void {
    if (imagesOf !== rows.rawRows) images.clear();
    imagesOf = rows.rawRows;
    const { outputs, outputUnits } = responsesFeed.latest ?? { outputs: new Float32Array(0), outputUnits: 1 };
    const tiles: ResponseTiles = { ...rows, outputs, outputUnits };
    const imageOf = (row: number, faint: boolean): OffscreenCanvas | null => {
      if (rows.imageSide === 0) return null;
      const color = faint && fades ? theme.lineControl : theme.ink;
      const key = `${row} ${color}`;
      const known = images.get(key);
      if (known) return known;
      const image = new OffscreenCanvas(rows.imageSide, rows.imageSide);
      const pixels = new ImageData(rows.imageSide, rows.imageSide);
      new Uint32Array(pixels.data.buffer).set(digitPixels(tiles, row, color));
      image.getContext('2d')?.putImageData(pixels, 0, 0);
      images.set(key, image);
      return image;
    };
    context.save();
    context.translate(box.x + FIELD_INSET_PX, box.y + FIELD_INSET_PX);
    paintResponseTiles(
      context,
      box.width - 2 * FIELD_INSET_PX,
      box.height - 2 * FIELD_INSET_PX,
      tiles,
      answered,
      theme,
      imageOf,
      LIVE_TILE_PX,
    );
    context.restore();
  }

  return {
    show(index, atMs, settledMs, arrived, source) {
      const { ring } = index;
      if (atMs < counted.ms || ring.total < counted.n) reset();
      for (counted.n = Math.max(counted.n, ring.first); counted.n < ring.total; counted.n++) {
        const entry = ring.indexOf(counted.n);
        if (ring.columns.deliveredMs[entry]! > atMs) break;
        if (ring.columns.outcomes[entry] === OK) counted.ok += 1;
      }
      counted.ms = atMs;
      // Answers on their way on the screen have their colour when they arrive; older ones have it already.
      for (settled.n = Math.max(settled.n, ring.first); settled.n < ring.total; settled.n++) {
        const entry = ring.indexOf(settled.n);
        if (ring.columns.deliveredMs[entry]! > settledMs) break;
        take(index, entry);
      }
      for (const entry of arrived) take(source, entry);
      return counted.ok;
    },
    reset,
    paint(context, box, rows, theme) {
      if (!rows.isPlane) return paintTiles(context, box, rows, (row) => seen.has(row), theme);
      const { scale } = look();
      const isBlank = cells.use(rows.rawRows, rows.asked, Math.max(32, Math.round(box.width * 2)));
      if (isBlank || colorsOf !== scale) for (const [row, answer] of seen) cells.paint(row, pixelOf(answer));
      colorsOf = scale;
      cells.draw(context, box);
    },
    paintRequests(context, box, rows, theme) {
      paintTiles(context, box, rows, () => false, theme, false);
    },
    style({ ring }, entry) {
      const { theme, scale, meaning } = look();
      const answer = ring.columns.predictions[entry]!;
      const label = meaning.classes === 0 ? answer : meaning.classOf(answer);
      if (meaning.classes > 0 && label < 0) return { mark: 'circle', color: theme.ink3 };
      return pointStyle(label, meaning.classes, theme, scale);
    },
  };
}
