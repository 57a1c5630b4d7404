/**
 * From feeds to the scene that is painted: links are chosen and input pictures computed once a snapshot, not once a
 * frame, and the last choice stays for the pointer to hit.
 */
import type { PreparedData } from '../../data/PreparedData.ts';
import type { Picture, Probe } from '../../state/feeds.ts';
import type { NetworkLayout } from '../../paint/networkLayout.ts';
import { chooseLinks, type Link } from '../../paint/networkLinks.ts';
import { unitIndex, type NetworkScene } from '../../paint/networkScene.ts';
import { largestIndex, outputSums } from '../../paint/outputSums.ts';
import { isSameShape } from './isSameShape.ts';
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
    picture: Picture | null,
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
    scene(sources, picture, data, probe) {
      const { shape, imageSide, outputNames } = sources;
      if (!picture || !isSameShape(picture.shape, shape)) {
        links = [];
        linksOf = [];
        return null;
      }
      const { parameters, maps } = picture.snapshot;
      const inputMaps = data && maps && data.inputWidth === shape.inputs ? planeInputs(data) : undefined;
      const probeInputs = fitting(data, probe, shape.inputs);
      const values = maps ? undefined : picture.snapshot.probe;
      const outputs = shape.layers.at(-1)?.units ?? 1;
      const first = unitIndex(shape, shape.layers.length - 1);
      const answer = values && outputs > 1 ? largestIndex(values, first, outputs) : -1;
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

/** Between plain columns links can be told apart up to a few hundred; from a grid they would be a carpet. */
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
  // The same array for the same sample: pictures are kept by identity.
  if (lastProbe?.probe !== probe || lastProbe.data !== data)
    lastProbe = { probe, data, inputs: data.toInputs(probe.raw) };
  return lastProbe.inputs;
}
