/**
 * Sets of images and tables always show one sample's way through the network: the first of the test part until the
 * person draws or chooses another. Chosen anew when other samples come.
 */
import { useEffect } from 'react';
import type { Commands } from '../../actions/Commands.ts';
import type { PreparedData } from '../../data/PreparedData.ts';
import { DATA_SETS } from '../../spec/dataSets.ts';
import { dataFeed, probeFeed } from '../../state/feeds.ts';
import { useCommands } from '../CommandsContext.ts';
import { useExperiment } from '../useExperiment.ts';
import { useFeed } from '../useFeed.ts';

/** The samples that the probe was taken from; several views follow, one of them sets it. */
let probedData: PreparedData | null = null;

export function useProbe(): void {
  const commands = useCommands();
  const data = useFeed(dataFeed);
  const set = useExperiment((experiment) => experiment.data.set);
  useEffect(() => {
    if (data === probedData) return;
    const isPlane = DATA_SETS[set].kind === 'plane';
    if (!data || isPlane) {
      if (probeFeed.latest) probeFeed.publish(null);
      if (isPlane) probedData = data;
      return;
    }
    probedData = data;
    probeTestRow(commands, data, 0);
  }, [commands, data, set]);
}

/** Shows row `row` of the test part; beyond its end it starts over. */
export function probeTestRow(commands: Commands, data: PreparedData, row: number): void {
  const { count, raw, labels } = data.test;
  if (count === 0) return;
  const testRow = ((row % count) + count) % count;
  const width = raw.length / count;
  const one = raw.slice(testRow * width, (testRow + 1) * width);
  probeFeed.publish({ raw: one, label: labels[testRow] ?? null, testRow });
  commands.probe(one);
}

export function probeDrawing(commands: Commands, raw: Float32Array): void {
  probeFeed.publish({ raw, label: null, testRow: null });
  commands.probe(raw);
}
