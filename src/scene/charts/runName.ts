/** Names of kept runs: the settings in which they differ from the present experiment. */
import { diffExperiments } from '#experiment/diffExperiments.ts';
import type { Experiment } from '#experiment/experiment.ts';
import * as say from '#messages/generated/charts.ts';
import { listText } from '#messages/listText.ts';
import { percentText, settingText } from '#messages/numberText.ts';
import {
  ACTIVATION_LABELS,
  CLIPPING_LABELS,
  dataSetLabel,
  initializerWords,
  LOSS_LABELS,
  OPTIMIZER_LABELS,
  SCHEDULE_LABELS,
} from '../labels.ts';

type Facet = (experiment: Experiment) => string;

/** What a section says of itself, setting by setting. A setting that two experiments say alike is not named. */
const FACETS: Readonly<Record<'data' | 'network' | 'training', readonly Facet[]>> = {
  data: [
    ({ data }) => dataSetLabel(data.set),
    ({ data }) => (data.samples === 'all' ? say.allSamples() : say.samples({ count: data.samples })),
    ({ data }) => say.noise({ share: percentText(data.noise, 0) }),
    ({ data }) => say.forTraining({ share: percentText(data.trainShare, 0) }),
    ({ data }) => say.dataSeed({ seed: data.seed }),
    ({ data }) => say.inputs({ list: (data.features ?? []).join(', ') }),
  ],
  network: [
    ({ network }) => layersText(network.hidden),
    ({ network }) => say.output({ activation: ACTIVATION_LABELS[network.output.activation].short }),
    ({ network }) => initializerWords(network.initializer).whole,
    ({ network }) => say.seed({ seed: network.seed }),
  ],
  training: [
    ({ training }) => LOSS_LABELS[training.loss].short,
    ({ training }) => OPTIMIZER_LABELS[training.optimizer.name].short,
    ({ training }) => say.learningRate({ rate: settingText(training.optimizer.learningRate) }),
    ({ training }) => SCHEDULE_LABELS[training.schedule.name].short,
    ({ training }) => say.warmup({ epochs: training.schedule.warmup ?? 0 }),
    ({ training }) => say.batch({ size: training.batchSize }),
    ({ training }) => say.l1({ value: settingText(training.l1) }),
    ({ training }) => say.l2({ value: settingText(training.l2) }),
    ({ training }) => say.dropout({ share: percentText(training.dropout, 0) }),
    ({ training: { clip } }) =>
      clip.by === 'none' ? say.noClipping() : `${CLIPPING_LABELS[clip.by].whole} ${settingText(clip.limit)}`,
  ],
};
const OTHER: Readonly<Record<keyof typeof FACETS, () => string>> = {
  data: say.otherData,
  network: say.otherNetwork,
  training: say.otherTraining,
};

/** 8-6 tanh; 8 tanh, 6 ReLU where layers differ. */
function layersText(hidden: Experiment['network']['hidden']): string {
  const [first] = hidden;
  if (!first) return say.noHidden();
  const word = (layer: typeof first): string => ACTIVATION_LABELS[layer.activation].short;
  if (hidden.every(({ activation }) => activation === first.activation))
    return `${hidden.map(({ units }) => units).join('-')} ${word(first)}`;
  return hidden.map((layer) => `${layer.units} ${word(layer)}`).join(', ');
}

/** @example runName(kept, present) // 'learning rate 0.03, batch of 10' */
export function runName(kept: Experiment, present: Experiment): string {
  const diff = diffExperiments(kept, present);
  const differing = (['data', 'network', 'training'] as const).flatMap((section) => {
    if (!diff[section]) return [];
    const said = FACETS[section].map((facet) => [facet(kept), facet(present)] as const);
    const own = said.flatMap(([mine, theirs]) => (mine === theirs ? [] : [mine]));
    return own.length > 0 ? own : [OTHER[section]()];
  });
  return differing.length > 0 ? listText(differing) : say.sameSettings();
}
