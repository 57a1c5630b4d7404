/** The text of `config.pbtxt`: model, input and output without the batch dimension, instances, and the dynamic batcher. */
import { oneLine, titleLine } from '../titleLine.ts';
import type { ModelToExport } from '../../ModelToExport.ts';
import { tritonPlan, type TritonBatching } from './tritonPlan.ts';

export const LABELS_FILE = 'labels.txt';

/** Classes stand for outputs only where there are several. */
export const hasLabels = ({ output }: Pick<ModelToExport, 'output'>): boolean =>
  output.kind === 'classes' && output.border === null;

export function configPbtxt(model: ModelToExport): string {
  const { name, columns, layers, experiment } = model;
  const plan = tritonPlan(experiment);
  const labels = hasLabels(model) ? `, label_filename: "${LABELS_FILE}"` : '';
  return `${[
    `# ${titleLine(model)}`,
    ...plan.notes.map(({ text }) => `# ${oneLine(text)}`),
    `name: "${name}"`,
    'backend: "onnxruntime"',
    `max_batch_size: ${plan.maxBatchSize}`,
    '',
    'input [',
    `  { name: "input", data_type: TYPE_FP32, dims: [ ${columns.length} ] }`,
    ']',
    'output [',
    `  { name: "output", data_type: TYPE_FP32, dims: [ ${layers.at(-1)!.units} ]${labels} }`,
    ']',
    'instance_group [',
    `  { count: ${plan.instances}, kind: KIND_CPU }`,
    ']',
    '# One instance would take all cores otherwise.',
    'parameters { key: "intra_op_thread_count" value { string_value: "1" } }',
    ...(plan.cache ? ['response_cache { enable: true }'] : []),
    '',
    '# As set in Requests:',
    ...dynamicBatching(plan.batching),
  ].join('\n')}\n`;
}

function dynamicBatching(batching: TritonBatching): string[] {
  const { preferred, delayUs, preserveOrdering, levels, defaultLevel, delaysLate, timeoutUs } = batching;
  return [
    'dynamic_batching {',
    ...(preferred.length > 0 ? [`  preferred_batch_size: [ ${preferred.join(', ')} ]`] : []),
    `  max_queue_delay_microseconds: ${delayUs}`,
    ...(preserveOrdering ? ['  preserve_ordering: true'] : []),
    ...(levels > 1 ? [`  priority_levels: ${levels}`, `  default_priority_level: ${defaultLevel}`] : []),
    '  default_queue_policy {',
    `    max_queue_size: ${batching.maxQueueSize}`,
    ...(timeoutUs > 0
      ? [
          `    timeout_action: ${delaysLate ? 'DELAY' : 'REJECT'}`,
          `    default_timeout_microseconds: ${timeoutUs}`,
          '    allow_timeout_override: true',
        ]
      : []),
    '  }',
    '}',
  ];
}
