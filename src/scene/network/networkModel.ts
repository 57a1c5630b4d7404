/**
 * Model of the diagram: from feeds to the scene. Links are chosen and input maps computed once per snapshot, not once per
 * frame; the chosen links are kept for hit testing.
 */
import type { NetworkLayout } from '#canvas/networkLayout.ts';
import { chooseLinks, type Link } from '#canvas/networkLinks.ts';
import { unitIndex, type NetworkScene } from '#canvas/networkScene.ts';
import { outputSums } from '#canvas/outputSums.ts';
import type { PreparedData } from '#data/PreparedData.ts';
import { argmax } from '#nn/classOf.ts';
import { outputLayer } from '#nn/NetworkShape.ts';
import type { Snapshot, Probe } from '#state/feeds.ts';
import { isSameShape } from '#nn/isSameShape.ts';
import { planeInputs } from './planeInputs.ts';
import type { NameSources } from './unitNames.ts';

export interface ModelSources extends NameSources {
  readonly layout: NetworkLayout;
  readonly imageSide: number;
  readonly selected: NetworkScene['selected'];
  readonly marked: NetworkScene['marked'];
}

export interface NetworkModel {
  /** null while the newest snapshot belongs to another network. */
  scene(
    sources: ModelSources,
    snapshot: Snapshot | null,
    data: PreparedData | null,
    probe: Probe | null,
  ): NetworkScene | null;
  /** Links of the last scene. */
  readonly links: readonly Link[];
}

export function createNetworkModel(): NetworkModel {
  let links: readonly Link[] = [];
  let linksOf: readonly unknown[] = [];
  return {
    get links() {
      return links;
    },
    scene(sources, snapshot, data, probe) {
      const { shape, imageSide, outputNames } = sources;
      if (!snapshot || !isSameShape(snapshot.shape, shape)) {
        links = [];
        linksOf = [];
        return null;
      }
      const { parameters, maps } = snapshot;
      const inputMaps = data && maps && data.inputWidth === shape.inputs ? planeInputs(data) : undefined;
      const probeInputs = fitting(data, probe, shape.inputs);
      const values = maps ? undefined : snapshot.probe;
      const outputs = outputLayer(shape).units;
      const first = unitIndex(shape, shape.layers.length - 1);
      const answer = values && outputs > 1 ? argmax(values, first, outputs) : -1;
      const follows = imageSide > 0 && values !== undefined && answer >= 0;
      const now = [parameters, values, imageSide, sources.layout];
      if (now.some((part, i) => part !== linksOf[i])) {
        linksOf = now;
        const last = shape.layers.length - 1;
        links = chooseLinks({
          shape,
          parameters,
          skipFirst: imageSide > 0,
          mostInto: (layer) => (follows ? (layer === last ? 10 : 80) : linkLimit(sources.layout, layer)),
          activations: follows ? values : undefined,
          answer: follows ? answer : undefined,
        });
      }
      return {
        ...sources,
        parameters,
        links,
        maps,
        inputMaps,
        probe: values,
        probeInputs,
        outputNames,
        outputValues: values && outputs > 1 ? outputSums(shape, parameters, values, probeInputs) : [],
        answer,
      };
    },
  };
}

/** Maximum number of links: 300 between plain columns, 120 where either side is a grid. */
function linkLimit(layout: NetworkLayout, layer: number): number {
  const grids = [layout.columns[layer], layout.columns[layer + 1]].filter(
    (column) => (column?.across ?? 1) > 1,
  );
  return grids.length === 0 ? 300 : 120;
}

let lastProbe: { probe: Probe; data: PreparedData; inputs: Float32Array } | null = null;
function fitting(data: PreparedData | null, probe: Probe | null, inputs: number): Float32Array | undefined {
  if (!data || !probe || data.inputWidth !== inputs) return undefined;
  const rawWidth = data.test.count > 0 ? data.test.raw.length / data.test.count : probe.raw.length;
  if (probe.raw.length !== rawWidth) return undefined;
  // The same array for the same sample: images are cached by identity.
  if (lastProbe?.probe !== probe || lastProbe.data !== data)
    lastProbe = { probe, data, inputs: data.toInputs(probe.raw) };
  return lastProbe.inputs;
}
