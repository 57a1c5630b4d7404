/**
 * A chunk of samples as panels: one panel [units][all samples] for a narrow network, panels of 8 samples for a wide
 * one, so that its products read contiguous memory. The last panel may be narrower. All code that depends on the panels'
 * size is here.
 */
import { softmax } from './activations';
import { gatherPanel, panelToTransposed, panelToRows } from './gather';
import * as at from './generated/call';
import { word } from './generated/call';

/** Vectors of a full panel, in a chunk of `vectors`. */
@inline
export function panelVectors(vectors: i32): i32 {
  return word(at.WIDE) ? 2 : vectors;
}

/** Samples of each chunk when `count` are cut into equal chunks of at most `limit`, in multiples of `multiple` (a power of two). */
@inline
export function chunkSize(count: i32, limit: i32, multiple: i32): i32 {
  // Fast path: a division is slow compared with a whole step of a small network.
  if (count <= limit) return (count + multiple - 1) & -multiple;
  const pieces = (count + limit - 1) / limit;
  return ((count + pieces - 1) / pieces + multiple - 1) & -multiple;
}

export function gather(rows: usize, width: i32, order: usize, first: i32, end: i32, panels: usize): void {
  const vectors = (end - first + 3) >> 2;
  const inPanel = panelVectors(vectors);
  for (let v = 0; v < vectors; v += inPanel) {
    const row = <usize>min(inPanel, vectors - v) << 4;
    gatherPanel(rows, width, order, first + (v << 2), end, panels, row);
    panels += <usize>width * row;
  }
}

export function softmaxPanels(panels: usize, units: i32, vectors: i32): void {
  const inPanel = panelVectors(vectors);
  for (let v = 0; v < vectors; v += inPanel) {
    const row = <usize>min(inPanel, vectors - v) << 4;
    softmax(panels, units, row);
    panels += <usize>units * row;
  }
}

/** The first `count` samples as rows [count][units]. */
export function writeRows(panels: usize, units: i32, count: i32, to: usize): void {
  const vectors = (count + 3) >> 2;
  const inPanel = panelVectors(vectors);
  for (let v = 0; v < vectors; v += inPanel) {
    const row = <usize>min(inPanel, vectors - v) << 4;
    panelToRows(panels, units, row, min(inPanel << 2, count - (v << 2)), to);
    panels += <usize>units * row;
    to += <usize>units * row;
  }
}

/** The first `count` samples transposed: unit u's go to `to + u · transposedStride`. */
export function writeTransposed(panels: usize, units: i32, count: i32, to: usize, transposedStride: usize): void {
  const vectors = (count + 3) >> 2;
  const inPanel = panelVectors(vectors);
  for (let v = 0; v < vectors; v += inPanel) {
    const row = <usize>min(inPanel, vectors - v) << 4;
    panelToTransposed(panels, units, row, min(inPanel << 2, count - (v << 2)), to, transposedStride);
    panels += <usize>units * row;
    to += row;
  }
}
