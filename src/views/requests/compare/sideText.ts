/** The sides of a comparison as they were when they were measured, in words. */
import { DEVICE_LABELS, POLICY_LABELS } from '#scene/labels.ts';
import * as say from '#messages/generated/compare.ts';
import type { MeasuredSide } from '#state/compareStore.ts';

/** "A was the network of step 120 on WebAssembly, one by one; B was deep (step 40) on …" */
export function measuredSidesText([a, b]: readonly [MeasuredSide, MeasuredSide]): string {
  return say.measuredSides({ a: sideText(a), b: sideText(b) });
}

function sideText({ network, step, device, serving }: MeasuredSide): string {
  const { pattern, policy, maxBatchSize, maxQueueDelayUs, instances } = serving;
  const side = {
    network: network ?? say.presentNetwork(),
    step,
    device: DEVICE_LABELS[device],
    instances,
  };
  if (pattern !== 'batched') return say.side({ ...side, pattern });
  return say.sideBatched({
    ...side,
    policy: POLICY_LABELS[policy].label,
    most: maxBatchSize,
    delay: maxQueueDelayUs,
  });
}
