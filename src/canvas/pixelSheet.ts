/**
 * Pixel images on a canvas: one reused off-screen sheet holds many small images (heat maps, weight images) side by side, so
 * that a layer needs one upload instead of one per unit.
 */

export interface PixelSheet {
  /**
   * Makes room for `count` images of width × height pixels. `write` fills image `index`: pixel (row, column) lies
   * at `start + row * stride + column` of `pixels`, packed as in `colorScale.ts`.
   */
  fill(
    count: number,
    widthPx: number,
    heightPx: number,
    write: (index: number, pixels: Uint32Array, start: number, stride: number) => void,
  ): void;
  /**
   * Draws one image scaled into a box; `smooth` interpolates between pixels. An inset of half a pixel puts the centres of
   * the outermost pixels on the edge of the box: for grids whose first and last samples lie on the edge.
   */
  draw(
    context: CanvasRenderingContext2D,
    index: number,
    x: number,
    y: number,
    width: number,
    height: number,
    smooth: boolean,
    insetPx?: number,
  ): void;
}

/** Images per row of the sheet: browsers limit the width of a canvas, not far beyond 16,384. */
const WIDEST = 2048;
/** Smoothing reads one pixel beyond the image: that pixel repeats the image's own edge instead of showing its neighbour. */
const MARGIN = 1;

export function createPixelSheet(): PixelSheet {
  let canvas: OffscreenCanvas | null = null;
  let image: ImageData | null = null;
  let pixels = new Uint32Array(0);
  let across = 1;
  let [pictureWidth, pictureHeight, pictures] = [0, 0, 0];
  return {
    fill(count, widthPx, heightPx, write) {
      [pictureWidth, pictureHeight, pictures] = [widthPx, heightPx, count];
      across = Math.max(1, Math.min(count, Math.floor(WIDEST / (widthPx + 2 * MARGIN))));
      const width = Math.max(1, across * (widthPx + 2 * MARGIN));
      const height = Math.max(1, Math.ceil(count / across) * (heightPx + 2 * MARGIN));
      if (!canvas || !image || image.width !== width || image.height !== height) {
        canvas = new OffscreenCanvas(width, height);
        image = new ImageData(width, height);
        pixels = new Uint32Array(image.data.buffer);
      }
      for (let index = 0; index < count; index++) {
        const row = Math.floor(index / across) * (heightPx + 2 * MARGIN) + MARGIN;
        const start = row * width + (index % across) * (widthPx + 2 * MARGIN) + MARGIN;
        write(index, pixels, start, width);
        repeatEdges(pixels, start, width, widthPx, heightPx);
      }
      canvas.getContext('2d')?.putImageData(image, 0, 0);
    },
    draw(context, index, x, y, width, height, smooth, insetPx = 0) {
      if (!canvas || index >= pictures) return;
      const sx = (index % across) * (pictureWidth + 2 * MARGIN) + MARGIN;
      const sy = Math.floor(index / across) * (pictureHeight + 2 * MARGIN) + MARGIN;
      context.imageSmoothingEnabled = smooth;
      context.imageSmoothingQuality = 'high';
      const [w, h] = [pictureWidth - 2 * insetPx, pictureHeight - 2 * insetPx];
      context.drawImage(canvas, sx + insetPx, sy + insetPx, w, h, x, y, width, height);
    },
  };
}

function repeatEdges(
  pixels: Uint32Array,
  start: number,
  stride: number,
  widthPx: number,
  heightPx: number,
): void {
  for (let row = 0; row < heightPx; row++) {
    const first = start + row * stride;
    pixels[first - 1] = pixels[first] ?? 0;
    pixels[first + widthPx] = pixels[first + widthPx - 1] ?? 0;
  }
  const top = start - 1;
  const bottom = top + (heightPx - 1) * stride;
  pixels.copyWithin(top - stride, top, top + widthPx + 2);
  pixels.copyWithin(bottom + stride, bottom, bottom + widthPx + 2);
}
