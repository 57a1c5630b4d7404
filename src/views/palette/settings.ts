/** The settings of the experiment as lines of the palette: name, present value, and the usual values to choose from. */
import { factsOf } from '#experiment/dataFacts.ts';
import type { Experiment } from '#experiment/experiment.ts';
import { LIMITS } from '#experiment/limits.ts';
import { LOSSES_OF_TASK } from '#experiment/output.ts';
import { PATTERNS } from '#experiment/vocabulary.ts';
import {
  outputsOf,
  switchLoss,
  switchOptimizer,
  switchOutput,
  switchSchedule,
} from '#experiment/withDataSet.ts';
import * as loads from '#messages/generated/load.ts';
import * as say from '#messages/generated/palette.ts';
import * as panels from '#messages/generated/planPanels.ts';
import * as server from '#messages/generated/serverSettings.ts';
import { CLIPPINGS } from '#nn/clipping.ts';
import { ACTIVATIONS, INITIALIZERS, OPTIMIZERS, SCHEDULES } from '#nn/vocabulary.ts';
import {
  ACTIVATION_LABELS,
  CLIPPING_LABELS,
  initializerWords,
  LOSS_LABELS,
  OPTIMIZER_LABELS,
  SCHEDULE_LABELS,
} from '#scene/labels.ts';
import type { PaletteEntry } from './PaletteEntry.ts';
import { named, network, numeric, serving, training } from './settingEntry.ts';

export function settingEntries(experiment: Experiment): PaletteEntry[] {
  return [...planEntries(experiment), ...networkEntries(experiment), ...servingEntries(experiment)];
}

function planEntries({ data, training: plan }: Experiment): PaletteEntry[] {
  const { optimizer, schedule, clip, stop } = plan;
  return [
    numeric({
      id: 'learningRate',
      label: panels.learningRate(),
      words: say.learningRateWords(),
      value: optimizer.learningRate,
      values: [0.001, 0.003, 0.01, 0.03, 0.1, 0.3],
      range: LIMITS.learningRate,
      set: (learningRate) => (experiment) =>
        training({ optimizer: { ...experiment.training.optimizer, learningRate } })(experiment),
    }),
    named({
      id: 'schedule',
      label: say.schedule(),
      words: say.scheduleWords(),
      value: schedule.name,
      values: SCHEDULES,
      labelOf: (name) => SCHEDULE_LABELS[name].whole,
      set: (name) => (experiment) => switchSchedule(experiment, name),
    }),
    named({
      id: 'optimizer',
      label: panels.optimizer(),
      value: optimizer.name,
      values: OPTIMIZERS,
      labelOf: (name) => OPTIMIZER_LABELS[name].whole,
      set: (name) => (experiment) => switchOptimizer(experiment, name),
    }),
    named({
      id: 'loss',
      label: panels.loss(),
      value: plan.loss,
      values: LOSSES_OF_TASK[factsOf(data).task],
      labelOf: (name) => LOSS_LABELS[name].whole,
      set: (name) => (experiment) => switchLoss(experiment, name),
    }),
    numeric({
      id: 'batchSize',
      label: panels.batchSize(),
      value: plan.batchSize,
      values: [1, 5, 10, 20, 64, 256],
      range: LIMITS.batchSize,
      whole: true,
      set: (batchSize) => training({ batchSize }),
    }),
    named({
      id: 'clipping',
      label: panels.clipping(),
      value: clip.by,
      values: CLIPPINGS,
      labelOf: (by) => CLIPPING_LABELS[by].short,
      set: (by) => (experiment) => training({ clip: { ...experiment.training.clip, by } })(experiment),
    }),
    ...(['l1', 'l2'] as const).map((term) =>
      numeric({
        id: term,
        label: term.toUpperCase(),
        words: panels.regularisation(),
        value: plan[term],
        values: [0, 0.001, 0.003, 0.01, 0.03],
        range: LIMITS[term],
        off: panels.off(),
        set: (value) => training({ [term]: value }),
      }),
    ),
    numeric({
      id: 'dropout',
      label: panels.dropout(),
      words: panels.regularisation(),
      value: plan.dropout,
      values: [0, 0.1, 0.2, 0.3, 0.5],
      range: LIMITS.dropout,
      off: panels.off(),
      set: (dropout) => training({ dropout }),
    }),
    numeric({
      id: 'stopEpochs',
      label: say.stopAtEpoch(),
      value: stop.epochs,
      values: [0, 50, 100, 200, 500],
      range: LIMITS.stopEpochs,
      whole: true,
      off: panels.off(),
      set: (epochs) => (experiment) =>
        training({ stop: { ...experiment.training.stop, epochs } })(experiment),
    }),
  ];
}

function networkEntries({
  data,
  network: { hidden, output, initializer, seed },
}: Experiment): PaletteEntry[] {
  const [first] = hidden;
  const alike = first && hidden.every(({ activation }) => activation === first.activation);
  return [
    ...(first
      ? [
          named({
            id: 'activation',
            label: say.activationOfAll(),
            value: alike ? first.activation : null,
            values: ACTIVATIONS,
            labelOf: (name) => ACTIVATION_LABELS[name].whole,
            set: (activation) => (experiment) =>
              network({ hidden: experiment.network.hidden.map((layer) => ({ ...layer, activation })) })(
                experiment,
              ),
          }),
        ]
      : []),
    named({
      id: 'output',
      label: panels.outputActivation(),
      value: output.activation,
      values: outputsOf(factsOf(data)),
      labelOf: (name) => ACTIVATION_LABELS[name].whole,
      set: (name) => (experiment) => switchOutput(experiment, name),
    }),
    named({
      id: 'initializer',
      label: panels.startingWeights(),
      value: initializer,
      values: INITIALIZERS,
      labelOf: (name) => initializerWords(name).whole,
      set: (name) => network({ initializer: name }),
    }),
    numeric({
      id: 'seed',
      label: panels.seedOfWeights(),
      value: seed,
      values: [1, 2, 3, 4, 5],
      range: LIMITS.seed,
      whole: true,
      set: (value) => network({ seed: value }),
    }),
  ];
}

const PATTERN_LABELS = {
  oneByOne: loads.oneByOne,
  unbatched: loads.unbatched,
  batched: loads.batched,
} as const;

function servingEntries({ serving: { pattern, inFlight, maxBatchSize } }: Experiment): PaletteEntry[] {
  return [
    named({
      id: 'pattern',
      label: loads.pattern(),
      words: say.requestWords(),
      value: pattern,
      values: PATTERNS,
      labelOf: (name) => PATTERN_LABELS[name](),
      set: (name) => serving({ pattern: name }),
    }),
    numeric({
      id: 'inFlight',
      label: loads.requestsInFlight(),
      words: say.requestWords(),
      value: inFlight,
      values: [1, 16, 64, 256, 1_024],
      range: LIMITS.inFlight,
      whole: true,
      set: (value) => serving({ inFlight: value }),
    }),
    numeric({
      id: 'maxBatchSize',
      label: server.maxBatchSize(),
      words: say.requestWords(),
      value: maxBatchSize,
      values: [1, 8, 16, 64, 256],
      range: LIMITS.maxBatchSize,
      whole: true,
      set: (value) => serving({ maxBatchSize: value }),
    }),
  ];
}
