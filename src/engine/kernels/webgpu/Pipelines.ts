/**
 * Pipeline cache of one GPU device: each shader is compiled once. Programs with the same bindings share a bind group
 * layout, so that one bind group serves them. `prepare` compiles asynchronously: the network on the screen keeps training
 * while the shaders of the next one are compiled.
 */
import { failed } from '#messages/Failure.ts';
import * as failures from '#messages/generated/kernelErrors.ts';

/** `dynamicUniform`: a uniform buffer bound with a dynamic offset, given with each dispatch. */
export type BindingKind = 'uniform' | 'dynamicUniform' | 'read' | 'write';

export interface ShaderProgram {
  /** Cache key: everything that the WGSL text depends on. */
  readonly key: string;
  /** Of group 0, in order. */
  readonly bindings: readonly BindingKind[];
  /** WGSL whose entry point is `main`; only asked for when the program is not compiled yet. */
  readonly code: () => string;
}

const COMPUTE_STAGE = 4; // GPUShaderStage.COMPUTE, which TypeScript's own WebGPU declarations lack as a value

const BUFFER_LAYOUTS: Readonly<Record<BindingKind, GPUBufferBindingLayout>> = {
  uniform: { type: 'uniform' },
  dynamicUniform: { type: 'uniform', hasDynamicOffset: true },
  read: { type: 'read-only-storage' },
  write: { type: 'storage' },
};

export class Pipelines {
  readonly #device: GPUDevice;
  readonly #ready = new Map<string, GPUComputePipeline>();
  readonly #compiling = new Map<string, Promise<void>>();
  readonly #layouts = new Map<string, GPUBindGroupLayout>();

  constructor(device: GPUDevice) {
    this.#device = device;
  }

  layout(bindings: readonly BindingKind[]): GPUBindGroupLayout {
    const key = bindings.join(' ');
    let layout = this.#layouts.get(key);
    if (!layout) {
      const entries = bindings.map((kind, binding) => ({
        binding,
        visibility: COMPUTE_STAGE,
        buffer: BUFFER_LAYOUTS[kind],
      }));
      layout = this.#device.createBindGroupLayout({ label: key, entries });
      this.#layouts.set(key, layout);
    }
    return layout;
  }

  /** The compiled program; compiled synchronously unless prepared. Errors arrive as `uncapturederror`. */
  get(program: ShaderProgram): GPUComputePipeline {
    let pipeline = this.#ready.get(program.key);
    if (!pipeline) {
      pipeline = this.#device.createComputePipeline(this.#descriptor(program));
      this.#ready.set(program.key, pipeline);
    }
    return pipeline;
  }

  /** Compiles in the background. Rejects with the compiler's message. */
  prepare(program: ShaderProgram): Promise<void> {
    if (this.#ready.has(program.key)) return Promise.resolve();
    let compiling = this.#compiling.get(program.key);
    if (!compiling) {
      compiling = this.#compile(program);
      this.#compiling.set(program.key, compiling);
    }
    return compiling;
  }

  /** Empties the cache: each program is compiled again on its next use. */
  forget(): void {
    this.#ready.clear();
  }

  async #compile(program: ShaderProgram): Promise<void> {
    try {
      const pipeline = await this.#device.createComputePipelineAsync(this.#descriptor(program));
      if (!this.#ready.has(program.key)) this.#ready.set(program.key, pipeline);
    } catch (error) {
      const rejected = failures.shaderRejected({ shader: program.key, why: String(error) });
      throw failed(rejected, Error, { cause: error });
    } finally {
      this.#compiling.delete(program.key);
    }
  }

  #descriptor(program: ShaderProgram): GPUComputePipelineDescriptor {
    const module = this.#device.createShaderModule({ label: program.key, code: program.code() });
    return {
      label: program.key,
      layout: this.#device.createPipelineLayout({ bindGroupLayouts: [this.layout(program.bindings)] }),
      compute: { module, entryPoint: 'main' },
    };
  }
}

const ofDevice = new WeakMap<GPUDevice, Pipelines>();

/** The pipeline cache of a device; it is dropped together with the device. */
export function pipelinesOf(device: GPUDevice): Pipelines {
  let pipelines = ofDevice.get(device);
  if (!pipelines) ofDevice.set(device, (pipelines = new Pipelines(device)));
  return pipelines;
}
