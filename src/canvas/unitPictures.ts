/**
 * Images in the unit tiles, on reused sheets: one for the inputs over the plane, one for all units. A layer of 128 units with 784
 * weights each is a hundred thousand pixels, so they are written only when parameters, sample or theme change.
 */
import { layerOffsets } from '#nn/NetworkShape.ts';
import { tintScale, type ColorScale } from './colorScale.ts';
import type { Tile } from './networkLayout.ts';
import { unitIndex, type NetworkScene } from './networkScene.ts';
import { writeDigit } from './paintDigit.ts';
import { createPixelSheet, type PixelSheet } from './pixelSheet.ts';
import type { Theme } from './theme.ts';
import { fullRange, unitShade } from './unitShade.ts';
import { weightShape, writeWeightImage, weightRange } from './weightImage.ts';

interface UnitPictures {
  update(scene: NetworkScene, scale: ColorScale, theme: Theme): void;
  draw(
    context: CanvasRenderingContext2D,
    tile: Tile,
    x: number,
    y: number,
    width: number,
    height: number,
  ): void;
}

interface LayerSheet {
  readonly sheet: PixelSheet;
  smooth: boolean;
}

export function createUnitPictures(): UnitPictures {
  const sheets = new Map<number, LayerSheet>();
  let seen: readonly unknown[] = [];
  const sheetOf = (layer: number): LayerSheet => {
    let found = sheets.get(layer);
    if (!found) sheets.set(layer, (found = { sheet: createPixelSheet(), smooth: true }));
    return found;
  };
  return {
    update(scene, scale, theme) {
      const now = [scene.parameters, scene.maps, scene.inputMaps, scene.probeInputs, scene.layout, theme];
      if (now.every((part, i) => part === seen[i])) return;
      seen = now;
      fillInputs(sheetOf(-1), scene, scale, theme);
      for (let layer = 0; layer < scene.shape.layers.length; layer++) {
        if (scene.maps) fillMaps(sheetOf(layer), scene, layer, scale, theme);
        else fillWeights(sheetOf(layer), scene, layer, scale);
      }
    },
    draw(context, tile, x, y, width, height) {
      const found = sheets.get(tile.layer);
      found?.sheet.draw(context, tile.unit, x, y, width, height, found.smooth);
    },
  };
}

function fillInputs(layer: LayerSheet, scene: NetworkScene, scale: ColorScale, theme: Theme): void {
  const { imageSide, inputMaps, probeInputs, shape } = scene;
  layer.smooth = true;
  if (imageSide > 0) {
    const pixels = probeInputs ?? new Float32Array(imageSide * imageSide);
    layer.sheet.fill(1, imageSide, imageSide, (_, target, start, stride) => {
      writeDigit(target, start, stride, pixels, 0, imageSide, theme.ink, theme.surfaceSunken);
    });
    return;
  }
  if (inputMaps) {
    const { side, units } = inputMaps;
    layer.sheet.fill(shape.inputs, side, side, (index, target, start, stride) => {
      const from = index * side * side;
      const factor = fullRange(units, from, from + side * side);
      writeMap(target, start, stride, units, from, side, (value) => scale.pixel(value * factor));
    });
    return;
  }
  // Standardised table columns: three standard deviations are the full scale.
  layer.smooth = false;
  layer.sheet.fill(shape.inputs, 1, 1, (index, target, start) => {
    target[start] = scale.pixel((probeInputs?.[index] ?? 0) / 3);
  });
}

function fillMaps(
  layer: LayerSheet,
  scene: NetworkScene,
  index: number,
  scale: ColorScale,
  theme: Theme,
): void {
  const { maps, shape } = scene;
  if (!maps) return;
  const { side, units } = maps;
  const first = unitIndex(shape, index);
  const count = shape.layers[index]?.units ?? 0;
  const isClasses = index === shape.layers.length - 1 && count > 2;
  layer.smooth = true;
  layer.sheet.fill(count, side, side, (unit, target, start, stride) => {
    const from = (first + unit) * side * side;
    if (isClasses) {
      const tint = tintScale(
        theme.values[5] ?? theme.surface,
        theme.classes[unit % theme.classes.length] ?? theme.ink,
      );
      const signed =
        shape.layers[index]?.activation === 'linear' || shape.layers[index]?.activation === 'tanh';
      writeMap(target, start, stride, units, from, side, (value) =>
        tint.pixel(signed ? (value + 1) / 2 : value),
      );
      return;
    }
    const { factor, shift } = unitShade(shape, index, unit, units, from, from + side * side);
    writeMap(target, start, stride, units, from, side, (value) => scale.pixel(value * factor + shift));
  });
}

function fillWeights(layer: LayerSheet, scene: NetworkScene, index: number, scale: ColorScale): void {
  const place = layerOffsets(scene.shape)[index];
  if (!place) return;
  const across =
    index === 0 && scene.imageSide > 0 ? scene.imageSide : (scene.layout.columns[index]?.across ?? 1);
  const { width, height } = weightShape(place.inputs, across);
  const factor = 1 / weightRange(scene.parameters, place);
  layer.smooth = place.inputs > 400;
  layer.sheet.fill(place.units, width, height, (unit, target, start, stride) => {
    writeWeightImage(target, start, stride, scene.parameters, place, unit, width, factor, scale);
  });
}

function writeMap(
  target: Uint32Array,
  start: number,
  stride: number,
  values: Float32Array,
  from: number,
  side: number,
  color: (value: number) => number,
): void {
  for (let row = 0; row < side; row++) {
    const to = start + row * stride;
    const source = from + row * side;
    for (let column = 0; column < side; column++)
      target[to + column] = color(values[source + column] ?? Number.NaN);
  }
}
