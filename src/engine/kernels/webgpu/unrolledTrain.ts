/**
 * DenseTrain for many small networks on a software adapter: one lane a network. Such an adapter computes four lanes at
 * once, takes some 20 ns for every turn of a loop and 150 ns for every barrier of four lanes, but 1 to 3 ns for a
 * multiplication and 7 ns for a load (measured): so no barriers, and no loops where the widths are known.
 */
import { parameterCount, type NetworkShape } from '../../../spec/networkShape.ts';
import type { GpuCall } from './GpuCall.ts';
import { stepTable, type TrainJob } from './TrainJob.ts';
import { trainSpans, type TrainBuffers } from './trainSpans.ts';
import { UNROLLED_LANES, unrolledTrainProgram } from './unrolledTrainCode.ts';

/** Every parameter is some fifty instructions: with this many, the adapter compiles for about a second. */
const MOST_PARAMETERS = 512;

/**
 * True where a software adapter trains one network a lane: from as many networks as it has lanes. A shader is compiled
 * for every new width, which pays for a sweep; a single network, whose widths are edited while it trains, keeps the
 * fused shader, which any widths fit.
 */
export function trainsUnrolled(shape: NetworkShape, networks: number, software: boolean): boolean {
  return software && networks >= UNROLLED_LANES && parameterCount(shape) <= MOST_PARAMETERS;
}

export function trainUnrolled(call: GpuCall, job: TrainJob, buffers: TrainBuffers): void {
  const program = unrolledTrainProgram(job.shape, job.plan);
  const own = Uint32Array.of(job.networks, job.batchSizes.length, job.stateLength, 0).buffer;
  const { state, metrics, x, y, order } = buffers;
  const storage = [state, metrics, x, y, order, call.table(stepTable(job, 16))];
  trainSpans(call, job, 'unrolled', program, own, storage, Math.ceil(job.networks / UNROLLED_LANES));
}
