/** A model card: what a network is for, what it was trained on and how well it does. Mitchell et al. 2019, "Model Cards for Model Reporting". */
import { splitCounts } from '#data/splitCounts.ts';
import { factsOf } from '#experiment/dataFacts.ts';
import { networkText } from '#experiment/subject.ts';
import { DESCRIBED_ACTIVATIONS } from '#nn/activations.ts';
import { CLIPPING_RULES } from '#nn/clipping.ts';
import { rateSchedule, SCHEDULE_RULES } from '#nn/learningRates.ts';
import { LOSS_FUNCTIONS } from '#nn/losses.ts';
import { OPTIMIZER_RULES } from '#nn/optimizers.ts';
import { parameterCount } from '#nn/NetworkShape.ts';
import { oneLine } from '../../code/titleLine.ts';
import type { ModelInput, ModelToExport } from '../../ModelToExport.ts';

export function cardMarkdown(model: ModelToExport): string {
  return `${[
    `# ${text(model.title)}`,
    '',
    `A dense network (${networkText(model.experiment)}), trained in Fanout ${text(model.version)}, in a browser.`,
    '',
    ...section('Intended use', use(model)),
    ...section('Data', data(model)),
    ...section('Inputs', inputs(model)),
    ...section('Network', network(model)),
    ...section('Training', training(model)),
    ...section('Metrics', metrics(model)),
    ...section('Again', again(model)),
  ].join('\n')}\n`;
}

const section = (title: string, lines: readonly string[]): string[] => [`## ${title}`, '', ...lines, ''];

/** Names come from links: nothing in them is markup. */
const text = (of: string): string => oneLine(of).replaceAll(/[\\`*_[\]<>|#!&]/g, '\\$&');

function use({ output, experiment }: ModelToExport): string[] {
  const what =
    output.kind === 'classes'
      ? `It tells ${output.labels.length} classes apart: ${output.labels.map(text).join(', ')}.`
      : `It computes ${text(output.name)}, from ${output.min} to ${output.max}.`;
  const facts = factsOf(experiment.data);
  const limits =
    facts.kind === 'plane'
      ? 'It is for learning and demonstration: its data are points of a plane.'
      : 'It is for learning and demonstration. Before it decides anything about anybody, test it on data like those it will meet.';
  return [
    what,
    '',
    limits,
    'Rows unlike those it was trained on get an answer, too, and nothing says that it is wrong.',
  ];
}

function data({ experiment }: ModelToExport): string[] {
  const facts = factsOf(experiment.data);
  const { train, test } = splitCounts(experiment.data);
  const name = experiment.data.set === 'table' ? (experiment.data.table?.name ?? facts.label) : facts.label;
  return [
    `${text(name)}: ${text(facts.about)}`,
    '',
    `- ${train} samples to train, ${test} to test, split by seed ${experiment.data.seed}`,
    ...(facts.hasNoise ? [`- noise ${Math.round(experiment.data.noise * 100)} %`] : []),
  ];
}

/** More would be no table to read. */
const MOST_INPUTS = 40;

function inputs({ inputs: all, columns }: ModelToExport): string[] {
  if (all.length > MOST_INPUTS) {
    return [`${columns.length} numbers make ${all.length} inputs, the first of them: ${wayOf(all[0]!)}.`];
  }
  return [
    '| input | from a raw row |',
    '|---|---|',
    ...all.map((input) => `| ${text(input.name)} | ${wayOf(input)} |`),
  ];

  function wayOf(input: ModelInput): string {
    const column = input.kind === 'formula' ? '' : text(columns[input.column]!.name);
    if (input.kind === 'category') return `1 where ${column} is number ${input.value} of its list, else 0`;
    const scaling = input.kind === 'number' ? input : input.scaling;
    const value = input.kind === 'number' ? column : text(input.text);
    if (!scaling || (scaling.mean === 0 && scaling.deviation === 1)) return value;
    return `(${value} − ${scaling.mean}) / ${scaling.deviation}`;
  }
}

function network({ shape, layers, experiment }: ModelToExport): string[] {
  return [
    ...layers.map(({ units, activation }, i) => {
      const name = i === layers.length - 1 ? 'output' : `hidden ${i + 1}`;
      return `- ${name}: ${units} × ${DESCRIBED_ACTIVATIONS[activation].label.whole}`;
    }),
    `- ${parameterCount(shape)} parameters, started as ${experiment.network.initializer} from seed ${experiment.network.seed}`,
  ];
}

function training({ experiment, epoch, step }: ModelToExport): string[] {
  const { loss, optimizer, schedule, clip, batchSize, l1, l2, dropout } = experiment.training;
  const rate = rateSchedule(schedule);
  return [
    `- ${epoch} epochs, ${step} steps of ${batchSize} samples`,
    `- loss: ${LOSS_FUNCTIONS[loss].label.whole}, ${LOSS_FUNCTIONS[loss].formula}`,
    `- optimiser: ${OPTIMIZER_RULES[optimizer.name].label.whole}, learning rate ${optimizer.learningRate}`,
    `- schedule: ${SCHEDULE_RULES[schedule.name].label.whole}${rate.warmup > 0 ? `, warm-up of ${rate.warmup} epochs` : ''}`,
    ...(clip.by === 'none' ? [] : [`- gradients: ${CLIPPING_RULES[clip.by].label.whole}, ${clip.limit}`]),
    ...(l1 > 0 || l2 > 0 ? [`- penalties: L1 ${l1}, L2 ${l2}`] : []),
    ...(dropout > 0 ? [`- dropout: ${Math.round(dropout * 100)} %`] : []),
  ];
}

function metrics({ metrics: measured }: ModelToExport): string[] {
  if (!measured) return ['Not measured.'];
  const row = (name: string, { loss, accuracy }: { loss: number; accuracy?: number }): string =>
    `| ${name} | ${Number(loss.toPrecision(4))} | ${accuracy === undefined ? '–' : `${(100 * accuracy).toFixed(1)} %`} |`;
  return [
    '| part | loss | accuracy |',
    '|---|---|---|',
    row('training', measured.train),
    row('test', measured.test),
  ];
}

function again({ link }: ModelToExport): string[] {
  const golden =
    '`golden.json` holds ten rows and their answers; whoever runs this model can test that it answers alike.';
  return link === null ? [golden] : [`The experiment: <${link}>`, '', golden];
}
