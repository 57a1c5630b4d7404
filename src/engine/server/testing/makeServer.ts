/** Test support: a server core on a virtual clock, with one linear layer for a network and a device of given speed. */
import { VirtualClock } from '#engine/clock/VirtualClock.ts';
import { defaultExperiment } from '#experiment/defaults.ts';
import type { NetworkShape } from '#nn/NetworkShape.ts';
import type { RequestBlock, ResponseBlock } from '#protocol/server.ts';
import { OUTCOMES, type Outcome } from '#trace/outcomes.ts';
import type { Infer, Pace } from '../Infer.ts';
import { ServerCore, type ServingConfig } from '../ServerCore.ts';

export const shape: NetworkShape = { inputs: 2, layers: [{ units: 2, activation: 'linear' }] };
export const otherShape: NetworkShape = { inputs: 3, layers: [{ units: 1, activation: 'linear' }] };
export const weights = (step: number): Float32Array => Float32Array.from([1, 0, 0, 1, step, step]);
export const GPU: Pace = { overlap: 2, synchronous: false };
export const config: ServingConfig = {
  ...defaultExperiment().serving,
  maxBatchSize: 4,
  maxQueueDelayUs: 0,
  maxQueueSize: 100,
};

export interface Ended {
  readonly outcome: Outcome;
  readonly output: number[];
  readonly batchSize: number;
  /** Number of its batch. */
  readonly batch: number;
  readonly step: number;
  readonly times: number[];
  readonly failure?: string | undefined;
}

export interface Setup {
  readonly config?: Partial<ServingConfig>;
  readonly pace?: Pace;
  readonly computeMs?: (paddedSize: number) => number;
  /** Whether the n-th batch fails. */
  readonly fails?: (batch: number) => boolean;
  readonly recover?: (clock: VirtualClock) => Promise<void>;
  readonly withoutWeights?: boolean;
}

export function makeServer({ computeMs = () => 1, fails = () => false, ...setup }: Setup = {}) {
  const clock = new VirtualClock();
  const paddedSizes: number[] = [];
  let executing = 0;
  let mostExecuting = 0;
  const infer: Infer = async (model, rows, paddedSize) => {
    const batch = paddedSizes.push(paddedSize);
    mostExecuting = Math.max(mostExecuting, ++executing);
    const outputs = forwardRows(model.parameters, rows.slice(), paddedSize, model.shape);
    await clock.wait(computeMs(paddedSize));
    executing -= 1;
    if (fails(batch)) throw new Error('the device went away');
    return { outputs, device: 'cpu', instance: 0, computedMs: clock.nowMs() };
  };
  const core = new ServerCore({ clock, infer, recover: () => setup.recover?.(clock) ?? Promise.resolve() });
  core.configure({ ...config, ...setup.config });
  core.setPace(setup.pace ?? GPU);
  if (!setup.withoutWeights) core.setModel({ shape, parameters: weights(7), step: 7 });
  const connect = () => {
    const ended = new Map<number, Ended[]>();
    const blocks: ResponseBlock[] = [];
    const caller = core.addCaller((block) => {
      blocks.push(block);
      book(block, ended);
    });
    const send = (rows: readonly number[][], firstId = 0, options: Partial<RequestBlock> = {}): void =>
      core.receive(caller, { kind: 'requests', block: makeBlock(rows, firstId, options) });
    const cancel = (...ids: number[]): void =>
      core.receive(caller, { kind: 'cancel', ids: Float64Array.from(ids) });
    return { ended, blocks, send, cancel, outcomeOf: (id: number) => ended.get(id)?.[0]?.outcome };
  };
  return { clock, core, connect, paddedSizes, mostExecuting: () => mostExecuting };
}

function makeBlock(rows: readonly number[][], firstId: number, options: Partial<RequestBlock>): RequestBlock {
  return {
    ids: Float64Array.from(rows, (_, index) => firstId + index),
    rows: Float32Array.from(rows.flat()),
    sentMs: new Float64Array(rows.length),
    ...options,
  };
}

function book(block: ResponseBlock, ended: Map<number, Ended[]>): void {
  const width = block.outputs.length / block.ids.length;
  block.ids.forEach((id, row) => {
    const entry: Ended = {
      outcome: OUTCOMES[block.outcomes[row]!]!,
      output: [...block.outputs.subarray(row * width, (row + 1) * width)],
      batchSize: block.batchSizes[row]!,
      batch: block.batches[row]!,
      step: block.steps[row]!,
      times: [
        block.enqueuedMs[row]!,
        block.freeMs[row]!,
        block.batchedMs[row]!,
        block.computedMs[row]!,
        block.readBackMs[row]!,
      ],
      failure: block.failure?.text,
    };
    ended.set(id, [...(ended.get(id) ?? []), entry]);
  });
}

/** The outputs of the linear layer, as a reference. */
function forwardRows(
  parameters: Float32Array,
  rows: Float32Array,
  count: number,
  { inputs, layers }: NetworkShape,
): Float32Array {
  const units = layers[0]!.units;
  const outputs = new Float32Array(count * units);
  for (let row = 0; row < count; row += 1) {
    for (let unit = 0; unit < units; unit += 1) {
      let sum = parameters[inputs * units + unit]!;
      for (let input = 0; input < inputs; input += 1) {
        sum += rows[row * inputs + input]! * parameters[input * units + unit]!;
      }
      outputs[row * units + unit] = sum;
    }
  }
  return outputs;
}

export const rowsOf = (count: number): number[][] =>
  Array.from({ length: count }, (_, index) => [index, -index]);
