/**
 * Compiled shaders of one GPU device, each compiled once. A program names its bindings; all programs with the same
 * bindings share a layout, so that one bind group serves them. `prepare` compiles off the beaten path: the network on
 * the screen goes on training while the next one's shaders are made.
 */

/** `span`: a uniform block whose place is given with each dispatch (dynamic offset). */
export type BindingKind = 'uniform' | 'span' | 'read' | 'write';

export interface ShaderProgram {
  /** Names everything that the text depends on. */
  readonly key: string;
  /** Of group 0, in order. */
  readonly bindings: readonly BindingKind[];
  /** WGSL whose entry point is `main`; only asked for when the program is not compiled yet. */
  readonly code: () => string;
}

const COMPUTE_STAGE = 4; // GPUShaderStage.COMPUTE, which TypeScript's own WebGPU declarations lack as a value

const BUFFER_LAYOUTS: Readonly<Record<BindingKind, GPUBufferBindingLayout>> = {
  uniform: { type: 'uniform' },
  span: { type: 'uniform', hasDynamicOffset: true },
  read: { type: 'read-only-storage' },
  write: { type: 'storage' },
};

export class Pipelines {
  readonly #device: GPUDevice;
  readonly #ready = new Map<string, GPUComputePipeline>();
  readonly #coming = new Map<string, Promise<void>>();
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

  /** The compiled program; compiles it on the spot where nobody has prepared it. Faults show as `uncapturederror`. */
  get(program: ShaderProgram): GPUComputePipeline {
    let pipeline = this.#ready.get(program.key);
    if (!pipeline) {
      pipeline = this.#device.createComputePipeline(this.#descriptor(program));
      this.#ready.set(program.key, pipeline);
    }
    return pipeline;
  }

  /** Compiles in the background. Rejects with the compiler's words. */
  prepare(program: ShaderProgram): Promise<void> {
    if (this.#ready.has(program.key)) return Promise.resolve();
    let coming = this.#coming.get(program.key);
    if (!coming) {
      coming = this.#compile(program);
      this.#coming.set(program.key, coming);
    }
    return coming;
  }

  /** Throws away what was compiled: the next use of each program pays for it again. */
  forget(): void {
    this.#ready.clear();
  }

  async #compile(program: ShaderProgram): Promise<void> {
    try {
      const pipeline = await this.#device.createComputePipelineAsync(this.#descriptor(program));
      if (!this.#ready.has(program.key)) this.#ready.set(program.key, pipeline);
    } catch (error) {
      throw new Error(`The GPU's compiler refused the shader "${program.key}": ${String(error)}`, {
        cause: error,
      });
    } finally {
      this.#coming.delete(program.key);
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

/** The compiled shaders of a device; a device that is lost takes them along. */
export function pipelinesOf(device: GPUDevice): Pipelines {
  let pipelines = ofDevice.get(device);
  if (!pipelines) ofDevice.set(device, (pipelines = new Pipelines(device)));
  return pipelines;
}
