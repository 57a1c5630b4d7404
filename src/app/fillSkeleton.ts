/**
 * Fills the frame of index.html for the first picture: title, losses, diagram and map, with the painters and the geometry of the
 * views, so that React's first render moves nothing. Reads the feeds; imports neither React nor commands.
 */
import { createNetworkPainter } from '#canvas/paintNetwork.ts';
import { createMapPainter } from '#canvas/paintPredictionMap.ts';
import type { Theme } from '#canvas/theme.ts';
import { factsOf } from '#experiment/dataFacts.ts';
import type { Experiment } from '#experiment/experiment.ts';
import { titleOf } from '#scene/labels.ts';
import { percentText } from '#messages/numberText.ts';
import { lossText } from '#messages/valueText.ts';
import type { Metrics } from '#protocol/trainer.ts';
import { diagramFrame, type DiagramFrame } from '#scene/network/diagramFrame.ts';
import { createNetworkModel } from '#scene/network/networkModel.ts';
import { layerName } from '#scene/network/unitNames.ts';
import { predictionMap } from '#scene/output/predictionMap.ts';
import { dataFeed, probeFeed, snapshotFeed } from '#state/feeds.ts';
import { drawCanvas } from '#views/drawCanvas.ts';
import { layoutInForce, textScale } from '#views/layout.ts';

/** In a lower region the view arranges metrics and map in another way; then both are left to it. */
const LEAST_OUTPUT_PX = 380;

export function fillSkeleton(frame: HTMLElement, experiment: Experiment, theme: Theme): void {
  const title = frame.querySelector<HTMLInputElement>('.title-field');
  if (title) title.value = titleOf(experiment);
  fillMetrics(frame, snapshotFeed.latest?.metrics);
  fillDiagram(frame, experiment, theme);
  fillMap(frame, experiment, theme);
}

/** Metrics that are not known yet keep their place; accuracy is hidden where the task has none, as in the view. */
function fillMetrics(frame: HTMLElement, metrics: Metrics | undefined): void {
  const hasAccuracy = metrics?.trainAccuracy !== undefined;
  for (const cell of frame.querySelectorAll<HTMLElement>('[data-accuracy]')) cell.hidden = !hasAccuracy;
  for (const cell of frame.querySelectorAll<HTMLElement>('[data-metric]')) {
    const name = cell.dataset['metric'] as 'trainLoss' | 'testLoss' | 'trainAccuracy' | 'testAccuracy';
    const value = metrics?.[name];
    const text = name.endsWith('Loss') ? lossText : percentText;
    cell.textContent = value === undefined || Number.isNaN(value) ? '–' : text(value);
  }
}

function fillDiagram(frame: HTMLElement, { data, network }: Experiment, theme: Theme): void {
  const region = frame.querySelector<HTMLElement>('.network');
  const box = region?.querySelector<HTMLElement>('.network-scroll');
  const diagram = box?.querySelector<HTMLElement>('.network-diagram');
  const canvas = diagram?.querySelector('canvas');
  if (!region || !box || !diagram || !canvas) return;
  const geometry = diagramFrame(data, network, box.clientWidth, box.clientHeight, textScale());
  const { names, layout, low, compact } = geometry;
  region.classList.toggle('network-low', low);
  region.classList.toggle('network-compact', compact && !low);
  diagram.style.width = `${layout.widthPx}px`;
  diagram.append(...headsOf(geometry));
  const scene = createNetworkModel().scene(
    { ...names, layout, imageSide: factsOf(data).imageSide ?? 0, selected: null, marked: null },
    snapshotFeed.latest,
    dataFeed.latest,
    probeFeed.latest,
  );
  if (!scene) return;
  drawCanvas(canvas, (context) => createNetworkPainter().paint(context, scene, theme), theme);
}

function headsOf({ names, centres }: DiagramFrame): HTMLElement[] {
  return centres.map((x, column) => {
    const head = document.createElement('div');
    head.className = 'layer-head';
    head.style.left = `${x}px`;
    const name = document.createElement('h3');
    name.textContent = layerName(names.shape, column - 1);
    head.append(name);
    return head;
  });
}

function fillMap(frame: HTMLElement, experiment: Experiment, theme: Theme): void {
  const canvas = frame.querySelector<HTMLCanvasElement>('.prediction-map');
  if (!canvas) return;
  const beside = canvas.closest('.output-beside') !== null;
  const isPlane = factsOf(experiment.data).kind === 'plane';
  const region = canvas.closest('.app-output');
  const other =
    isPlane && region !== null && layoutInForce() !== 'tablet' && region.clientHeight < LEAST_OUTPUT_PX;
  canvas.hidden = !isPlane || other;
  if (other) frame.querySelector<HTMLElement>('.metrics')!.hidden = true;
  const map = predictionMap(experiment, snapshotFeed.latest, dataFeed.latest, null, beside);
  drawCanvas(
    canvas,
    (context, widthPx, heightPx) => createMapPainter().paint(context, widthPx, heightPx, map, theme),
    theme,
  );
}
