/**
 * The first picture: what is known of the experiment into the frame that stands in index.html – diagram, map of the
 * output, losses, title – with the painters and the geometry of the views, so that React's first render changes nothing
 * that was already there. Reads the feeds; knows neither React nor commands.
 */
import { createNetworkPainter } from '../paint/paintNetwork.ts';
import { percentText } from '../paint/numberText.ts';
import { createMapPainter } from '../paint/paintPredictionMap.ts';
import type { Theme } from '../paint/theme.ts';
import { lossText } from '../paint/valueText.ts';
import { DATA_SETS } from '../spec/dataSets.ts';
import type { Experiment } from '../spec/experiment.ts';
import { dataFeed, pictureFeed } from '../state/feeds.ts';
import { drawCanvas } from '../views/drawCanvas.ts';
import { diagramFrame, type DiagramFrame } from '../views/network/diagramFrame.ts';
import { createNetworkModel } from '../views/network/networkModel.ts';
import { layerName } from '../views/network/unitNames.ts';
import { predictionMap } from '../views/output/predictionMap.ts';
import { titleOf } from '../views/words.ts';
import type { Metrics } from '../wire/trainer.ts';

/** In a region lower than this the view arranges numbers and map in another way; then both are left to it. */
const LEAST_OUTPUT_PX = 380;

export function fillSkeleton(frame: HTMLElement, experiment: Experiment, theme: Theme): void {
  const title = frame.querySelector<HTMLInputElement>('.title-field');
  if (title) title.value = titleOf(experiment);
  fillMetrics(frame, pictureFeed.latest?.snapshot.metrics);
  fillDiagram(frame, experiment, theme);
  fillMap(frame, experiment, theme);
}

/** Figures that are not known yet, and those that the task has not, keep their place as the view would. */
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
  const geometry = diagramFrame(data, network, box.clientWidth, box.clientHeight);
  const { names, layout, low, compact } = geometry;
  region.classList.toggle('network-low', low);
  region.classList.toggle('network-compact', compact && !low);
  diagram.style.width = `${layout.widthPx}px`;
  diagram.append(...headsOf(geometry));
  const scene = createNetworkModel().scene(
    { ...names, layout, imageSide: DATA_SETS[data.set].imageSide ?? 0, selected: null, marked: null },
    pictureFeed.latest,
    dataFeed.latest,
    null,
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
  const isPlane = DATA_SETS[experiment.data.set].kind === 'plane';
  const region = canvas.closest('.app-output');
  const other = isPlane && region !== null && region.clientHeight < LEAST_OUTPUT_PX;
  canvas.hidden = !isPlane || other;
  if (other) frame.querySelector<HTMLElement>('.metrics')!.hidden = true;
  const map = predictionMap(experiment, pictureFeed.latest, dataFeed.latest, null, beside);
  drawCanvas(
    canvas,
    (context, widthPx, heightPx) => createMapPainter().paint(context, widthPx, heightPx, map, theme),
    theme,
  );
}
