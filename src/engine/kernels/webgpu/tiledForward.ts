/**
 * DenseForward for wide networks: one matrix product a layer over a chunk of samples, between two scratch buffers that
 * take turns (ping-pong); the last layer writes the result. Chunks bound scratch memory and the time of a submission.
 */
import { layerOffsets } from '#nn/NetworkShape.ts';
import { activationNumber } from './activationCode.ts';
import { adapterStyle } from './chooseStyle.ts';
import type { ForwardBuffers, ForwardJob } from './ForwardJob.ts';
import { UNIFORM_STRIDE_BYTES, type GpuCall } from './GpuCall.ts';
import { matrixGroups } from './matrixCode.ts';
import { tiledForwardPrograms } from './tiledForwardCode.ts';

const UNIFORM_STRIDE_WORDS = UNIFORM_STRIDE_BYTES / 4;
const MAX_SCRATCH_BYTES = 2 ** 25;

export function tiledForward(
  call: GpuCall,
  job: ForwardJob,
  buffers: ForwardBuffers,
  samplesAtOnce: number,
): void {
  const { shape, networks, count, everyLayer, unitCount } = job;
  const style = adapterStyle(call.device).product;
  const { product, softmax } = tiledForwardPrograms(shape, everyLayer, style);
  const layers = layerOffsets(shape);
  const widest = Math.max(...layers.map(({ units }) => units));
  const samplesInScratch = Math.max(64, Math.floor(MAX_SCRATCH_BYTES / (4 * widest * networks)));
  const chunk = Math.min(count, samplesAtOnce, samplesInScratch);
  const chunks = Math.ceil(count / chunk);
  const last = layers.length - 1;

  const words = new Uint32Array(chunks * layers.length * UNIFORM_STRIDE_WORDS);
  for (let c = 0; c < chunks; c++) {
    const first = c * chunk;
    const size = Math.min(chunk, count - first);
    let unitOffset = 0;
    for (const [l, { inputs, units, kernelOffset }] of layers.entries()) {
      const name = shape.layers[l]!.activation;
      const toResult = l === last && !everyLayer;
      const record = [
        inputs,
        units,
        kernelOffset,
        Math.max(0, activationNumber(name)),
        ...(l === 0 ? [first * inputs, 0] : [0, chunk * inputs]),
        ...(toResult ? [first * units, count * units] : [0, chunk * units]),
        size,
        name === 'softmax' ? 1 : 0,
        job.rowLength,
        unitOffset * count + first,
        unitCount * count,
        count,
      ];
      words.set(record, (c * layers.length + l) * UNIFORM_STRIDE_WORDS);
      unitOffset += units;
    }
  }

  const uniforms = call.uniform(words.buffer);
  const scratchBytes = 4 * networks * chunk * widest;
  const needed = everyLayer ? layers.length : last;
  const scratch = Array.from({ length: Math.min(2, needed) }, () => call.scratch(scratchBytes));
  const groups = layers.map((_, l) => {
    const source = l === 0 ? buffers.x : scratch[(l - 1) % 2]!;
    const target = l === last && !everyLayer ? buffers.result : scratch[l % 2]!;
    const bound = [uniforms, buffers.parameters, source, target];
    return call.bindGroup(product, everyLayer ? [...bound, buffers.result] : bound);
  });
  const pipeline = call.pipelines.get(product);
  for (let c = 0; c < chunks; c++) {
    const size = Math.min(chunk, count - c * chunk);
    call.pass((pass) => {
      pass.setPipeline(pipeline);
      for (const [l, { units }] of layers.entries()) {
        pass.setBindGroup(0, groups[l]!, [(c * layers.length + l) * UNIFORM_STRIDE_BYTES]);
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
