/**
 * The whole diagram: links, then every unit as an image of what its data allow: its map over the plane, its incoming
 * weights, or one colour for its value. Images are written only when parameters change, so that moving the pointer costs
 * one redraw.
 */
import { signedText } from '#messages/valueText.ts';
import { layerOffsets } from '#nn/NetworkShape.ts';
import { valueScale, type ColorScale } from './colorScale.ts';
import { tileOf, type NetworkLayout } from './networkLayout.ts';
import { unitIndex, type NetworkScene } from './networkScene.ts';
import { paintFormula } from './paintFormula.ts';
import { fullStrength, paintBundle, paintLinks } from './paintLinks.ts';
import { paintBias, paintTile, paintTileGround, paintTileOutline, paintValueBar } from './paintUnitTile.ts';
import type { Theme } from './theme.ts';
import { createUnitPictures } from './unitPictures.ts';

export interface NetworkPainter {
  paint(context: CanvasRenderingContext2D, scene: NetworkScene, theme: Theme): void;
}

export function createNetworkPainter(): NetworkPainter {
  const pictures = createUnitPictures();
  let scaleTheme: Theme | null = null;
  let scale: ColorScale | null = null;
  return {
    paint(context, scene, theme) {
      if (!scale || scaleTheme !== theme) {
        scaleTheme = theme;
        scale = valueScale(theme);
      }
      pictures.update(scene, scale, theme);
      if (scene.imageSide > 0) paintBundle(context, scene.layout, theme);
      const full = scene.full ?? fullStrength(scene.links);
      paintLinks(
        context,
        {
          layout: scene.layout,
          links: scene.links,
          full,
          scale,
          touching: scene.selected,
          marked: scene.marked,
        },
        theme,
      );
      for (const column of scene.layout.columns) {
        for (const tile of column.tiles) {
          if (column.across === 1) paintTileGround(context, tile, theme);
          const value =
            column.layer < 0
              ? Number.NaN
              : (scene.probe?.[unitIndex(scene.shape, column.layer) + tile.unit] ?? Number.NaN);
          const faded = value === 0 && scene.maps === undefined;
          paintTile(
            context,
            tile,
            theme,
            (x, y, size) => pictures.draw(context, tile, x, y, size, size),
            faded,
          );
        }
      }
      paintValueBars(context, scene, theme);
      paintBiases(context, scene, scale, theme);
      paintNames(context, scene, theme);
      paintOutlines(context, scene, theme);
    },
  };
}

/** While the values of a new network are on their way: its frame, so that nothing moves when they arrive. */
export function paintEmptyNetwork(
  context: CanvasRenderingContext2D,
  layout: NetworkLayout,
  theme: Theme,
): void {
  for (const column of layout.columns) {
    for (const tile of column.tiles) {
      paintTile(context, tile, theme, (x, y, size) => {
        context.fillStyle = theme.surfaceSunken;
        context.fillRect(x, y, size, size);
      });
    }
  }
}

function paintBiases(
  context: CanvasRenderingContext2D,
  scene: NetworkScene,
  scale: ColorScale,
  theme: Theme,
): void {
  for (const [layer, place] of layerOffsets(scene.shape).entries()) {
    const column = scene.layout.columns[layer + 1];
    if (!column || column.across > 1) continue;
    for (const tile of column.tiles) {
      paintBias(context, tile, scene.parameters[place.biasOffset + tile.unit] ?? Number.NaN, scale, theme);
    }
  }
}

function paintValueBars(context: CanvasRenderingContext2D, scene: NetworkScene, theme: Theme): void {
  const { probe, shape, layout } = scene;
  if (!probe || scene.maps) return;
  for (let layer = 0; layer < shape.layers.length - 1; layer++) {
    const start = unitIndex(shape, layer);
    const units = shape.layers[layer]?.units ?? 0;
    let largest = 0;
    for (let i = 0; i < units; i++) largest = Math.max(largest, Math.abs(probe[start + i] ?? 0) || 0);
    if (largest === 0) continue;
    for (const tile of layout.columns[layer + 1]?.tiles ?? []) {
      paintValueBar(context, tile, (probe[start + tile.unit] ?? 0) / largest, theme);
    }
  }
}

function paintNames(context: CanvasRenderingContext2D, scene: NetworkScene, theme: Theme): void {
  const { layout, inputNames, outputNames, outputValues, answer } = scene;
  context.textBaseline = 'middle';
  if (scene.imageSide === 0 && layout.columns[0]?.across === 1) {
    for (const tile of layout.columns[0]?.tiles ?? []) {
      const place = {
        x: tile.x - 8,
        y: tile.y + tile.size / 2,
        align: 'right',
        sizePx: 15,
        color: theme.ink,
      } as const;
      paintFormula(context, inputNames[tile.unit] ?? '', place, theme);
    }
  }
  const outputs = layout.columns.at(-1)?.tiles ?? [];
  if (outputs.length < 2) return;
  for (const tile of outputs) {
    const y = tile.y + tile.size / 2;
    const chosen = tile.unit === answer;
    const name = outputNames[tile.unit] ?? String(tile.unit);
    const x = tile.x + tile.size + 8;
    context.textAlign = 'left';
    context.font = `${chosen ? '600 ' : ''}${name.length < 2 ? 15 : 12}px ${theme.font}`;
    context.fillStyle = chosen ? theme.ink : theme.ink2;
    context.fillText(name, x, y);
    const value = outputValues[tile.unit];
    if (value === undefined || Number.isNaN(value)) continue;
    context.textAlign = 'right';
    context.font = `${chosen ? '600 ' : ''}12px ${theme.font}`;
    context.fillStyle = value < 0 ? theme.valueNegText : theme.valuePosText;
    context.fillText(signedText(value, 1), layout.widthPx - 14, y);
  }
}

/** The selected unit, the predicted output, and the units whose links decide it. */
function paintOutlines(context: CanvasRenderingContext2D, scene: NetworkScene, theme: Theme): void {
  const { layout, links, answer, selected, shape, maps } = scene;
  const last = shape.layers.length - 1;
  if (answer >= 0 && !maps) {
    const tile = tileOf(layout, last, answer);
    if (tile) paintTileOutline(context, tile, theme);
    if (layout.columns[last]?.across !== 1) {
      for (const link of links) {
        const source = link.layer === last && link.to === answer ? tileOf(layout, last - 1, link.from) : null;
        if (source) paintTileOutline(context, source, theme, 1.5);
      }
    }
  }
  const tile = selected && tileOf(layout, selected.layer, selected.unit);
  if (tile) paintTileOutline(context, tile, theme);
}
