/** The class of a prediction is the same everywhere: metrics, confusion matrix, trace and lab, map, texts and vote. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { valueScale } from '#canvas/colorScale.ts';
import { writeMapColors } from '#canvas/mapColors.ts';
import { testTheme } from '#canvas/testing/testTheme.ts';
import { DATA_SETS, type GivenSetName } from '#datasets/registry.ts';
import { TraceRecorder } from '#engine/loadgen/TraceRecorder.ts';
import { defaultExperiment } from '#experiment/defaults.ts';
import type { Experiment } from '#experiment/experiment.ts';
import { networkShape } from '#experiment/networkShape.ts';
import { outputShape } from '#experiment/output.ts';
import { activateLayer } from '#nn/activations.ts';
import { classOf } from '#nn/classOf.ts';
import { isCorrect } from '#nn/losses.ts';
import { metricsOfOutputs } from '#nn/metrics.ts';
import type { OutputActivation } from '#nn/vocabulary.ts';
import { createVote } from '#nn/vote.ts';
import type { ResponseBlock } from '#protocol/server.ts';
import { classAt } from '#scene/output/planeText.ts';
import { predictionMap } from '#scene/output/predictionMap.ts';
import { answerMeaning } from '#scene/windows/answerMeaning.ts';
import type { Snapshot } from '#state/feeds.ts';
import { answersText } from '#views/requests/answers/AnswersText.tsx';

/** One, two and four outputs, signed and shares. */
const NETWORKS: readonly [GivenSetName, OutputActivation][] = [
  ['circle', 'tanh'],
  ['circle', 'linear'],
  ['circle', 'sigmoid'],
  ['circle', 'softmax'],
  ['blobs', 'softmax'],
  ['blobs', 'sigmoid'],
  ['blobs', 'tanh'],
];
const UP = Math.fround(0.5 + 2 ** -24);
const DOWN = Math.fround(0.5 - 2 ** -25);
const value = fc.oneof(
  fc.constantFrom(0, -0, 0.5, UP, DOWN, 1, -1, 2 ** -149, -(2 ** -149), Number.NaN),
  fc.float({ min: -1, max: 1, noNaN: true }),
);

/** The rule as a second implementation: one output by its threshold; of several the first largest; none with a NaN. */
function wanted(activation: OutputActivation, output: readonly number[]): number {
  if (output.some(Number.isNaN)) return -1;
  if (output.length > 1) return output.indexOf(Math.max(...output));
  return output[0]! >= (activation === 'sigmoid' || activation === 'softmax' ? 0.5 : 0) ? 1 : 0;
}

function experimentOf(set: GivenSetName, activation: OutputActivation): Experiment {
  const experiment = defaultExperiment(set);
  return { ...experiment, network: { ...experiment.network, hidden: [], output: { activation } } };
}

/** As the lab has it: through the trace, which holds the index of the largest of several outputs. */
function tracedClass(experiment: Experiment, output: readonly number[]): number {
  const log = new TraceRecorder(0, output.length);
  const column = Float64Array.of(1);
  const block: ResponseBlock = {
    ids: column,
    outcomes: Uint8Array.of(0),
    outputs: Float32Array.from(output),
    batches: column,
    batchSizes: Uint16Array.of(1),
    instances: Uint8Array.of(0),
    steps: column,
    enqueuedMs: column,
    freeMs: column,
    batchedMs: column,
    computedMs: column,
    readBackMs: column,
  };
  log.add({ id: 1, client: 0, row: 0, priority: 1, plannedMs: 0, sentMs: 0, deliveredMs: 2 }, block, 0);
  return answerMeaning(experiment, []).classOf(log.take().trace.predictions[0]!);
}

/** The colour of one cell of the discrete map. */
function mapPixel(experiment: Experiment, output: readonly number[]): number {
  const shape = networkShape(experiment);
  const outputMap = { side: 1, values: Float32Array.from(output) };
  const snapshot = { shape, outputMap } as unknown as Snapshot;
  const { map } = predictionMap(experiment, snapshot, null, null, false);
  const pixel = new Uint32Array(1);
  writeMapColors(pixel, 0, 1, map!, true, valueScale(testTheme), testTheme);
  return pixel[0]!;
}

test.each(NETWORKS)('all agree on the class of a prediction: %s with %s', (set, activation) => {
  const experiment = experimentOf(set, activation);
  const { units, coding } = outputShape(set, activation);
  const { classes } = DATA_SETS[set];
  const shape = networkShape(experiment);
  const low = coding === 'signed' ? -1 : 0;
  const targetOf = (label: number): Float32Array =>
    units === 1
      ? Float32Array.of(label === 1 ? 1 : low)
      : Float32Array.from({ length: units }, (_, k) => (k === label ? 1 : low));
  const sure = classes.map((_, label) => mapPixel(experiment, [...targetOf(label)]));
  expect(new Set(sure).size).toBe(classes.length);

  fc.assert(
    fc.property(fc.array(value, { minLength: units, maxLength: units }), (output) => {
      const right = wanted(activation, output);
      expect(classOf(activation, output)).toBe(right);
      expect(tracedClass(experiment, output)).toBe(right);
      expect(classAt({ shape, map: { side: 1, values: output }, classes }, 0)).toBe(right);
      const shown = mapPixel(experiment, output);
      if (right < 0) expect(sure).not.toContain(shown);
      else expect(shown).toBe(sure[right]);
      const vote = createVote(1);
      vote.cast(classOf(activation, output));
      expect(vote.winner).toBe(right < 0 ? null : right);
      const a = Float32Array.from(output);
      for (const label of classes.keys()) {
        const row = { z: a, a, t: targetOf(label), start: 0, targetStart: 0, units };
        expect(isCorrect(activation, row)).toBe(label === right);
      }
      if (Number.isNaN(output[0])) return;
      const text = answersText(
        { outputs: a, outputUnits: units, labels: Float32Array.of(0) },
        classes,
        answerMeaning(experiment, []),
      );
      const counts = classes.map((name, k) => `class ${name} for ${k === right ? 1 : 0}`).join(', ');
      expect(text).toBe(`1 of 1 samples answered: ${counts}.`);
    }),
    { numRuns: 300 },
  );
});

test.each(NETWORKS)(
  'the trainer, which starts from logits, counts hits and confusion by the same rule: %s with %s',
  (set, activation) => {
    const { units, coding } = outputShape(set, activation);
    const classes = Math.max(2, units);
    const low = coding === 'signed' ? -1 : 0;
    fc.assert(
      fc.property(
        fc.array(value, { minLength: units, maxLength: units }),
        fc.nat(classes - 1),
        (z, label) => {
          const logits = Float32Array.from(z);
          const targets =
            units === 1
              ? Float32Array.of(label === 1 ? 1 : low)
              : Float32Array.from({ length: units }, (_, k) => (k === label ? 1 : low));
          const { accuracy, confusion } = metricsOfOutputs({
            task: DATA_SETS[set].task,
            loss: 'halfSquaredError',
            activation,
            logits,
            targets,
            count: 1,
            units,
          });
          const outputs = new Float32Array(units);
          activateLayer(activation, logits, outputs, 1, units);
          const answer = wanted(activation, [...outputs]);
          expect(accuracy).toBe(Number(answer === label));
          const cells = new Uint32Array(classes * classes);
          if (answer >= 0) cells[label * classes + answer] = 1;
          expect(confusion).toEqual(cells);
        },
      ),
      { numRuns: 300 },
    );
  },
);
