/**
 * DenseForward for wide networks: one matrix product a layer over a chunk of samples, between two scratch buffers that
 * take turns; the last layer writes the result. Chunks keep scratch memory and the time of a submission bounded.
 */
import { layerPlaces } from '../../../spec/networkShape.ts';
import { activationNumber } from './activationCode.ts';
import type { ForwardJob } from './forwardOnWebgpu.ts';
import { SPAN_BYTES, type GpuCall } from './GpuCall.ts';
import { isSoftware } from './isSoftware.ts';
import { matrixGroups } from './matrixCode.ts';
import { tiledForwardPrograms } from './tiledForwardCode.ts';

const SPAN_WORDS = SPAN_BYTES / 4;
const MOST_SCRATCH_BYTES = 2 ** 25;

export interface ForwardBuffers {
  readonly parameters: GPUBuffer;
  readonly x: GPUBuffer;
  readonly result: GPUBuffer;
}

export function forwardTiled(
  call: GpuCall,
  job: ForwardJob,
  buffers: ForwardBuffers,
  samplesAtOnce: number,
): void {
  const { shape, networks, count, everyLayer, unitCount } = job;
  const style = isSoftware(call.backend) ? 'direct' : 'shared';
  const { product, softmax } = tiledForwardPrograms(shape, everyLayer, style);
  const places = layerPlaces(shape);
  const widest = Math.max(...places.map((place) => place.units));
  const room = Math.max(64, Math.floor(MOST_SCRATCH_BYTES / (4 * widest * networks)));
  const chunk = Math.min(count, samplesAtOnce, room);
  const chunks = Math.ceil(count / chunk);
  const last = places.length - 1;

  const words = new Uint32Array(chunks * places.length * SPAN_WORDS);
  for (let c = 0; c < chunks; c++) {
    const first = c * chunk;
    const size = Math.min(chunk, count - first);
    let unitAt = 0;
    for (const [l, { inputs, units, kernelOffset }] of places.entries()) {
      const name = shape.layers[l]!.activation;
      const toResult = l === last && !everyLayer;
      const row = [
        inputs,
        units,
        kernelOffset,
        Math.max(0, activationNumber(name)),
        ...(l === 0 ? [first * inputs, 0] : [0, chunk * inputs]),
        ...(toResult ? [first * units, count * units] : [0, chunk * units]),
        size,
        name === 'softmax' ? 1 : 0,
        job.rowLength,
        unitAt * count + first,
        unitCount * count,
        count,
      ];
      words.set(row, (c * places.length + l) * SPAN_WORDS);
      unitAt += units;
    }
  }

  const spans = call.uniform(words.buffer);
  const scratchBytes = 4 * networks * chunk * widest;
  const needed = everyLayer ? places.length : last;
  const scratch = Array.from({ length: Math.min(2, needed) }, () => call.scratch(scratchBytes));
  const groups = places.map((_, l) => {
    const source = l === 0 ? buffers.x : scratch[(l - 1) % 2]!;
    const target = l === last && !everyLayer ? buffers.result : scratch[l % 2]!;
    const list = [spans, buffers.parameters, source, target];
    return call.bindGroup(product, everyLayer ? [...list, buffers.result] : list);
  });
  const pipeline = call.pipelines.get(product);
  for (let c = 0; c < chunks; c++) {
    const size = Math.min(chunk, count - c * chunk);
    call.pass((pass) => {
      pass.setPipeline(pipeline);
      for (const [l, { units }] of places.entries()) {
        pass.setBindGroup(0, groups[l]!, [(c * places.length + l) * SPAN_BYTES]);
        const [across, down] = matrixGroups(style, size, units);
        pass.dispatchWorkgroups(across, down, networks);
      }
      if (softmax) {
        pass.setPipeline(call.pipelines.get(softmax));
        pass.dispatchWorkgroups(Math.ceil(size / 64), 1, networks);
      }
    });
  }
}
