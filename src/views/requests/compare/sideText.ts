/** The sides of a comparison as they were when they were measured, in words. */
import { BATCH_POLICIES } from '#batching/registry.ts';
import { DEVICE_LABELS } from '#scene/labels.ts';
import { countText } from '#messages/numberText.ts';
import type { MeasuredSide } from '#state/compareStore.ts';
import { PATTERN_LABELS } from '../LoadPanel.tsx';

/** "A was the network of step 120 on WebAssembly, one by one; B was deep (step 40) on …" */
export function measuredSidesText([a, b]: readonly [MeasuredSide, MeasuredSide]): string {
  return `A was ${sideText(a)}. B was ${sideText(b)}.`;
}

function sideText({ network, step, device, serving }: MeasuredSide): string {
  const { pattern, policy, maxBatchSize, maxQueueDelayUs, instances } = serving;
  const batches = `${BATCH_POLICIES[policy].label}, up to ${countText(maxBatchSize)}, delay ${countText(maxQueueDelayUs)} µs`;
  return [
    `${network ?? 'the present network'} at step ${countText(step)} on ${DEVICE_LABELS[device]}`,
    PATTERN_LABELS[pattern].label.toLowerCase() + (pattern === 'batched' ? ` (${batches})` : ''),
    `${countText(instances)} ${instances === 1 ? 'instance' : 'instances'}`,
  ].join(', ');
}
