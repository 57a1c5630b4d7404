/** The followed sample, asked of the network again and again, for the pane and for the diagram. */
import { useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import { sampleRow, type SampleRow } from '#scene/inspect/followedRow.ts';
import { dataFeed, probeFeed } from '#state/feeds.ts';
import { inspectStore } from '#state/inspectStore.ts';
import { useFacts } from '../../useExperiment.ts';
import { useFeed } from '../../useFeed.ts';
import { useAsked } from '../useAsked.ts';
import { useTrainerSample } from './useTrainerSample.ts';

interface FollowedSample {
  readonly sample: SampleRow | null;
  readonly problem: string | null;
}

export function useFollowed(): FollowedSample {
  const data = useFeed(dataFeed);
  const followed = useStore(inspectStore, (state) => state.followed);
  useProbe();
  const { kind } = useFacts();
  const isFetched = kind === 'image' && 'split' in followed;
  const fetched = useTrainerSample(isFetched ? followed : null);
  const own = useMemo(() => (isFetched ? null : sampleRow(data, followed)), [isFetched, data, followed]);
  const sample = isFetched ? fetched.sample : own;
  const params = useMemo(
    () => sample && { row: sample.row, ...(sample.target ? { target: sample.target } : {}) },
    [sample],
  );
  const { value, problem } = useAsked('inspect', params, PACE);
  useEffect(() => {
    const fits = sample && value && value.shape.inputs === sample.row.length;
    inspectStore.setState({ found: fits ? { row: sample.row, inspection: value } : null });
  }, [sample, value]);
  useEffect(() => () => inspectStore.setState({ found: null, term: null }), []);
  return { sample, problem: problem ?? fetched.problem };
}

const PACE = { everyMs: 250 };

/** Tables and digits have a sample on show beside the network: it is the one that is followed. */
function useProbe(): void {
  useEffect(() => {
    const take = (): void => {
      const probe = probeFeed.latest;
      if (!probe) return;
      const { followed } = inspectStore.getState();
      if (probe.testRow === null) inspectStore.setState({ followed: { raw: probe.raw }, phase: null });
      else if (!('split' in followed) || followed.split !== 'test' || followed.index !== probe.testRow)
        inspectStore.setState({ followed: { split: 'test', index: probe.testRow }, phase: null });
    };
    const { followed } = inspectStore.getState();
    if (!('split' in followed) || followed.split === 'test') take();
    return probeFeed.subscribe(take);
  }, []);
}
