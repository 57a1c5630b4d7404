/**
 * Ensemble by majority vote: each test sample goes to the present network and all kept ones, each on a server of its own, and
 * their predictions are counted as they arrive through a channel.
 */
import { Channel } from '#channel/Channel.ts';
import { ErrorGroup } from '#channel/ErrorGroup.ts';
import type { ComparisonServer, ComparisonServerSettings } from '#client/openComparisonServer.ts';
import type { Split } from '#data/PreparedData.ts';
import { classOf } from '#nn/classOf.ts';
import type { OutputActivation } from '#nn/vocabulary.ts';
import { createVote } from '#nn/vote.ts';
import { compareStore, type EnsembleCounts } from '#state/compareStore.ts';

/** Test samples at most: the standard error of the accuracy is then 1.6 % or less. */
const MOST_SAMPLES = 1_000;
/** Samples in flight at once. */
const LIMIT = 32;

export interface EnsembleParts {
  readonly servers: readonly ComparisonServer[];
  readonly specs: readonly ComparisonServerSettings[];
  /** Name of each network; null for the present one. */
  readonly names: readonly (string | null)[];
  readonly test: Split;
  readonly inputs: number;
  /** Of the networks' outputs. */
  readonly activation: OutputActivation;
  readonly isStopped: () => boolean;
}

/** Votes on all samples; the counts in `compareStore` grow meanwhile. */
export async function runEnsemble(parts: EnsembleParts): Promise<void> {
  const { servers, specs, names, test, inputs, activation, isStopped } = parts;
  const members = servers.length;
  const counts = {
    samples: 0,
    unanimous: 0,
    correct: 0,
    correctOf: Array.from({ length: members }, () => 0),
    votesUntilDecided: 0,
  };
  const publish = (): void => {
    const { samples, votesUntilDecided, ...rest } = counts;
    const ensemble: EnsembleCounts = {
      ...rest,
      correctOf: [...counts.correctOf],
      samples,
      names,
      steps: specs.map(({ step }) => step),
      meanVotesUntilDecided: samples > 0 ? votesUntilDecided / samples : 0,
    };
    compareStore.setState({ ensemble });
  };

  async function voteOn(sample: number): Promise<void> {
    const row = test.inputs.subarray(sample * inputs, (sample + 1) * inputs);
    const label = test.labels[sample] ?? -1;
    const predictions = new Channel<{ member: number; predicted: number }>(members);
    const fanOut = Promise.all(
      servers.map(async (server, member) => {
        const { output } = await server.request(row);
        predictions.trySend({ member, predicted: classOf(activation, output) });
      }),
    ).finally(() => predictions.close());
    const vote = createVote(members);
    for await (const { member, predicted } of predictions) {
      vote.cast(predicted);
      if (predicted === label) counts.correctOf[member] = (counts.correctOf[member] ?? 0) + 1;
    }
    await fanOut;
    counts.samples += 1;
    counts.votesUntilDecided += vote.decidedAfter;
    if (vote.unanimous) counts.unanimous += 1;
    if (vote.winner === label) counts.correct += 1;
  }

  const group = new ErrorGroup(LIMIT);
  const count = Math.min(test.count, MOST_SAMPLES);
  for (let sample = 0; sample < count && !isStopped() && !group.signal.aborted; sample += 1) {
    await group.go(() => voteOn(sample));
    if (sample % LIMIT === 0) publish();
  }
  await group.wait();
  publish();
}
