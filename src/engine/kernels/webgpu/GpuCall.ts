/**
 * One kernel call on the tfjs backend's device: tensors as GPU buffers, tables and scratch memory from the backend's
 * buffer pool, and submissions in the right order. tfjs may hold commands that it has recorded but not submitted: its
 * encoder is submitted first, so that ours see its results. Buffers released at `end` may be reused at once, because later
 * commands follow ours in the queue.
 */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { bug } from '#messages/bug.ts';
import { failed } from '#messages/Failure.ts';
import * as failures from '#messages/generated/kernelErrors.ts';
import { pipelinesOf, type Pipelines, type ShaderProgram } from './Pipelines.ts';

// Values of GPUBufferUsage, which exists in a browser only while this module is also read by Node's unit tests.
const COPY_SRC = 4;
const COPY_DST = 8;
const UNIFORM = 64;
const STORAGE = 128;

/** Dynamic uniform offsets must be multiples of this on every device (the default limit, and the largest allowed). */
export const UNIFORM_STRIDE_BYTES = 256;

const nextPowerOf2 = (n: number): number => 2 ** Math.ceil(Math.log2(Math.max(UNIFORM_STRIDE_BYTES, n)));

export class GpuCall {
  readonly backend: WebGPUBackend;
  readonly device: GPUDevice;
  readonly pipelines: Pipelines;
  readonly #borrowed: GPUBuffer[] = [];
  #flushed = false;

  constructor(backend: WebGPUBackend) {
    this.backend = backend;
    this.device = backend.device;
    this.pipelines = pipelinesOf(backend.device);
  }

  /** Buffer of a tensor, uploaded first if it is still on the CPU. */
  buffer(tensor: TensorInfo): GPUBuffer {
    this.backend.uploadToGPU(tensor.dataId);
    const { resource } = this.backend.tensorMap.get(tensor.dataId);
    if (!(resource instanceof GPUBuffer)) throw bug('a tensor of the kernel is not held in a GPU buffer');
    const limit = this.device.limits.maxStorageBufferBindingSize;
    if (resource.size > limit) {
      throw failed(failures.tensorTooLarge({ bytes: resource.size, most: limit }));
    }
    return resource;
  }

  /** A new float32 tensor; its buffer is not cleared. */
  output(shape: number[]): { info: TensorInfo; buffer: GPUBuffer } {
    const info = this.backend.makeTensorInfo(shape, 'float32');
    return { info, buffer: this.buffer(info) };
  }

  /** Memory for this call only. Sizes are rounded up to powers of two, because the pool never shrinks. */
  scratch(sizeBytes: number): GPUBuffer {
    const limit = this.device.limits.maxStorageBufferBindingSize;
    if (sizeBytes > limit) {
      throw failed(failures.callTooLarge({ bytes: sizeBytes, most: limit }));
    }
    return this.#borrow(Math.min(nextPowerOf2(sizeBytes), Math.floor(limit / 4) * 4), STORAGE);
  }

  uniform(data: ArrayBuffer): GPUBuffer {
    return this.#written(data, UNIFORM);
  }

  table(data: ArrayBuffer): GPUBuffer {
    return this.#written(data, STORAGE);
  }

  bindGroup(program: Pick<ShaderProgram, 'bindings'>, buffers: readonly GPUBuffer[]): GPUBindGroup {
    const entries = buffers.map((buffer, binding) => ({
      binding,
      resource:
        program.bindings[binding] === 'dynamicUniform'
          ? { buffer, offset: 0, size: UNIFORM_STRIDE_BYTES }
          : { buffer },
    }));
    return this.device.createBindGroup({ layout: this.pipelines.layout(program.bindings), entries });
  }

  /** Records commands and submits them, after everything that tfjs has recorded so far. */
  submit(record: (encoder: GPUCommandEncoder) => void): void {
    if (!this.#flushed) {
      this.backend.ensureCommandEncoderReady();
      this.backend.endComputePassEncoder();
      this.backend.submitQueue();
      this.#flushed = true;
    }
    const encoder = this.device.createCommandEncoder();
    record(encoder);
    this.device.queue.submit([encoder.finish()]);
  }

  pass(record: (pass: GPUComputePassEncoder) => void): void {
    this.submit((encoder) => {
      const pass = encoder.beginComputePass();
      record(pass);
      pass.end();
    });
  }

  /** Releases scratch memory and tables. Call it last, also after an error. */
  end(): void {
    for (const buffer of this.#borrowed) this.backend.bufferManager.releaseBuffer(buffer);
    this.#borrowed.length = 0;
  }

  #written(data: ArrayBuffer, usage: number): GPUBuffer {
    const buffer = this.#borrow(nextPowerOf2(data.byteLength), usage);
    this.device.queue.writeBuffer(buffer, 0, data);
    return buffer;
  }

  #borrow(sizeBytes: number, usage: number): GPUBuffer {
    const buffer = this.backend.bufferManager.acquireBuffer(sizeBytes, usage | COPY_SRC | COPY_DST);
    this.#borrowed.push(buffer);
    return buffer;
  }
}
