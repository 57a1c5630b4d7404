/**
 * Writes the plan of a call into WebAssembly memory, as `assembly/plan.ts` reads it: 32-bit words, float64 figures, one
 * record a layer. The offsets below are that file's.
 */
import { layerPlaces, parameterCount, type NetworkShape } from '../../../spec/networkShape.ts';
import { ACTIVATIONS, LOSSES, OPTIMIZERS } from '../../../spec/vocabulary.ts';
import type { TrainPlan } from '../contract.ts';
import { dropoutThreshold } from '../dropoutMask.ts';

const WORD = {
  layerCount: 0,
  inputs: 4,
  wide: 8,
  networks: 12,
  parameters: 16,
  parts: 20,
  chunk: 24,
  x: 28,
  y: 32,
  order: 36,
  state: 40,
  work: 44,
  gradient: 48,
  kernels: 52,
  inputPanels: 56,
  targetPanels: 60,
  delta: 64,
  deltaBefore: 68,
  logits: 72,
  turnedInputs: 76,
  turnedDelta: 80,
  edge: 84,
  output: 88,
  samples: 92,
  everyLayer: 96,
  loss: 100,
  optimizer: 104,
  steps: 108,
  firstStep: 112,
  batchSizes: 116,
  seed: 120,
  dropsOut: 124,
  dropoutThreshold: 128,
  packed: 132,
  stage: 140,
  stageBytes: 248,
  lists: 252,
  dataLists: 256,
  finite: 260,
  unitBlocks: 264,
} as const;
const DROPOUT_SCALE = 136;
const FIGURES = 144;
const POWERS_AT_START = FIGURES + 88;
const LAYERS = 272;
const LAYER_BYTES = 40;

export type PlanWord = keyof typeof WORD;

/** The plan's place, below everything that is handed out (`Arena`). */
const PLAN = 1_024;
const MOST_LAYERS = 64;

/** Where one layer's panels and packed kernels lie; 0 for what the call does not need. */
export interface LayerAddresses {
  readonly values: number;
  readonly slopes: number;
  readonly forUnits: number;
  readonly forInputs: number;
}

export class PlanMemory {
  readonly #view: DataView;

  constructor(memory: WebAssembly.Memory, shape: NetworkShape) {
    if (shape.layers.length > MOST_LAYERS) {
      throw new Error(`A network of ${shape.layers.length} layers is too deep: use at most ${MOST_LAYERS}.`);
    }
    this.#view = new DataView(memory.buffer, PLAN, LAYERS + MOST_LAYERS * LAYER_BYTES);
    this.set({
      layerCount: shape.layers.length,
      inputs: shape.inputs,
      parameters: parameterCount(shape),
    });
  }

  set(words: Partial<Record<PlanWord, number>>): void {
    for (const [name, value] of Object.entries(words))
      this.#view.setUint32(WORD[name as PlanWord], value, true);
  }

  setLayers(shape: NetworkShape, addresses: readonly LayerAddresses[]): void {
    for (const [index, place] of layerPlaces(shape).entries()) {
      const { activation } = shape.layers[index]!;
      const { values, slopes, forUnits, forInputs } = addresses[index]!;
      const code = activation === 'softmax' ? ACTIVATIONS.length : ACTIVATIONS.indexOf(activation);
      const record = [
        place.inputs,
        place.units,
        code,
        4 * place.kernelOffset,
        4 * place.biasOffset,
        values,
        slopes,
        forUnits,
        forInputs,
      ];
      for (const [word, value] of record.entries()) {
        this.#view.setUint32(LAYERS + index * LAYER_BYTES + 4 * word, value, true);
      }
    }
  }

  setTraining(plan: TrainPlan): void {
    const { optimizer, l1, l2, dropout } = plan;
    const { learningRate, momentum, decay, beta1, beta2, epsilon, weightDecay } = optimizer;
    const figures = [learningRate, momentum, decay, beta1, beta2, epsilon, weightDecay, l1, l2];
    for (const [i, figure] of figures.entries()) this.#view.setFloat64(FIGURES + 8 * i, figure, true);
    this.#view.setFloat32(DROPOUT_SCALE, 1 / (1 - dropout), true);
    this.set({
      loss: LOSSES.indexOf(plan.loss),
      optimizer: OPTIMIZERS.indexOf(optimizer.name),
      seed: plan.seed >>> 0,
      dropsOut: dropout > 0 ? 1 : 0,
      dropoutThreshold: dropoutThreshold(dropout),
    });
  }

  /** The number of updates already made: where dropout's stream and Adam's bias correction go on. */
  setFirstStep(plan: TrainPlan, step: number): void {
    this.set({ firstStep: step });
    this.#view.setFloat64(POWERS_AT_START, plan.optimizer.beta1 ** (step + 1), true);
    this.#view.setFloat64(POWERS_AT_START + 8, plan.optimizer.beta2 ** (step + 1), true);
  }
}
