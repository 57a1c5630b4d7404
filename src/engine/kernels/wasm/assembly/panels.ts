/**
 * A chunk of samples as panels: one panel [units][all samples] for a narrow network, panels of 8 samples for a wide
 * one, so that its products read contiguous memory. The last panel may be narrower. Everything that must know where
 * one panel ends goes through here.
 */
import { softmax } from './activations';
import { gatherPanel, panelToPictures, panelToRows } from './gather';
import * as at from './plan';
import { word } from './plan';

/** Vectors of a full panel, in a chunk of `vectors`. */
@inline
export function panelVectors(vectors: i32): i32 {
  return word(at.WIDE) ? 2 : vectors;
}

/** Samples of each piece when `count` are cut into equal pieces of at most `most`, in multiples of `lanes` (a power of two). */
@inline
export function pieceOf(count: i32, most: i32, lanes: i32): i32 {
  // Division is slow next to a whole step of a small network.
  if (count <= most) return (count + lanes - 1) & -lanes;
  const pieces = (count + most - 1) / most;
  return ((count + pieces - 1) / pieces + lanes - 1) & -lanes;
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

/** The first `count` samples of unit u as a stretch from `to + u · pictureBytes`. */
export function writePictures(panels: usize, units: i32, count: i32, to: usize, pictureBytes: usize): void {
  const vectors = (count + 3) >> 2;
  const inPanel = panelVectors(vectors);
  for (let v = 0; v < vectors; v += inPanel) {
    const row = <usize>min(inPanel, vectors - v) << 4;
    panelToPictures(panels, units, row, min(inPanel << 2, count - (v << 2)), to, pictureBytes);
    panels += <usize>units * row;
    to += row;
  }
}
