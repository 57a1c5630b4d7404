/** Follows a sample: brings One sample to the front, and the sample to where the diagram of tables and digits shows it. */
import type { Commands } from '#commands/Commands.ts';
import { factsOf } from '#experiment/dataFacts.ts';
import { experimentStore } from '#state/experimentStore.ts';
import { inspectStore, type Followed } from '#state/inspectStore.ts';
import { showInspect } from './showInspect.ts';

export function follow(commands: Commands, followed: Followed): void {
  choose(commands, followed);
  showInspect(commands, 'sample');
}

/** The same without a change of pane. */
export function choose(commands: Commands, followed: Followed): void {
  inspectStore.setState({ followed, phase: null, term: null });
  const { kind } = factsOf(experimentStore.getState().experiment.data);
  if (kind !== 'plane' && 'split' in followed && followed.split === 'test')
    commands.probeTestSample(followed.index);
}
