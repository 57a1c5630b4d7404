/**
 * One request to several networks: each test sample goes to the present network and all kept ones, each served by a
 * worker of its own, and their answers are voted on as they stream in through a channel.
 */
import { Channel } from '../channel/Channel.ts';
import { ErrorGroup } from '../channel/ErrorGroup.ts';
import type { Rival, RivalSpec } from '../client/openRival.ts';
import type { Split } from '../data/PreparedData.ts';
import { compareStore, type CommitteeCounts } from '../state/compareStore.ts';
import { classOf, createVote } from './vote.ts';

/** Test samples that are asked at most; more teach nothing new. */
const MOST_SAMPLES = 1_000;
/** Samples that are under way at once. */
const LIMIT = 32;

export interface CommitteeParts {
  readonly rivals: readonly Rival[];
  readonly specs: readonly RivalSpec[];
  readonly test: Split;
  readonly inputs: number;
  /** Between the two classes of a single output. */
  readonly border: number;
  readonly isStopped: () => boolean;
}

/** Asks until all samples have been voted on; counts go to `compareStore` as they grow. */
export async function runCommittee(parts: CommitteeParts): Promise<void> {
  const { rivals, specs, test, inputs, border, isStopped } = parts;
  const members = rivals.length;
  const counts = {
    samples: 0,
    unanimous: 0,
    right: 0,
    rightOf: Array.from({ length: members }, () => 0),
    answersUntilDecided: 0,
  };
  const publish = (): void => {
    const { samples, answersUntilDecided, ...rest } = counts;
    const committee: CommitteeCounts = {
      ...rest,
      rightOf: [...counts.rightOf],
      samples,
      steps: specs.map(({ step }) => step),
      meanAnswersUntilDecided: samples > 0 ? answersUntilDecided / samples : 0,
    };
    compareStore.setState({ committee });
  };

  async function ask(sample: number): Promise<void> {
    const row = test.inputs.subarray(sample * inputs, (sample + 1) * inputs);
    const label = test.labels[sample] ?? -1;
    const answers = new Channel<{ member: number; said: number }>(members);
    const fanOut = Promise.all(
      rivals.map(async (rival, member) => {
        const { output } = await rival.request(row);
        answers.trySend({ member, said: classOf(output, border) });
      }),
    ).finally(() => answers.close());
    const vote = createVote(members);
    for await (const { member, said } of answers) {
      vote.cast(said);
      if (said === label) counts.rightOf[member] = (counts.rightOf[member] ?? 0) + 1;
    }
    await fanOut;
    counts.samples += 1;
    counts.answersUntilDecided += vote.decidedAfter;
    if (vote.unanimous) counts.unanimous += 1;
    if (vote.winner === label) counts.right += 1;
  }

  const group = new ErrorGroup(LIMIT);
  const count = Math.min(test.count, MOST_SAMPLES);
  for (let sample = 0; sample < count && !isStopped() && !group.signal.aborted; sample += 1) {
    await group.go(() => ask(sample));
    if (sample % LIMIT === 0) publish();
  }
  await group.wait();
  publish();
}
