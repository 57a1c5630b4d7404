/** Writes the descriptor of a kernel call into WebAssembly memory, laid out as `callLayout.ts` says. */
import { MAX_LAYERS } from '#experiment/limits.ts';
import { bug } from '#messages/bug.ts';
import { CLIPPINGS } from '#nn/clipping.ts';
import { dropoutThreshold } from '#nn/dropoutMask.ts';
import type { Hyperparameters } from '#nn/hyperparameters.ts';
import { layerOffsets, parameterCount, type NetworkShape } from '#nn/NetworkShape.ts';
import { decayOf, OPTIMIZER_RULES } from '#nn/optimizers.ts';
import { ACTIVATIONS, HYPERPARAMETER_NAMES, LOSSES, OPTIMIZERS } from '#nn/vocabulary.ts';
import {
  CALL_ADDRESS,
  LAYER_BYTES,
  LAYER_OFFSETS,
  LAYERS,
  POWERS_AT_START,
  SETTING_OFFSETS,
  WORD_OFFSETS,
  type CallSetting,
  type CallWord,
  type LayerWord,
} from './callLayout.ts';

/** Addresses of one layer's panels and packed kernels; 0 for what the call does not need. */
export interface LayerAddresses {
  readonly values: number;
  readonly derivatives: number;
  readonly packedUnits: number;
  readonly packedInputs: number;
}

export class CallDescriptor {
  readonly #view: DataView;

  /** @throws where the shape has more layers than an experiment may have */
  constructor(memory: WebAssembly.Memory, shape: NetworkShape) {
    if (shape.layers.length > MAX_LAYERS) {
      throw bug(`a network of ${shape.layers.length} layers is too deep: use at most ${MAX_LAYERS}`);
    }
    this.#view = new DataView(memory.buffer, CALL_ADDRESS, LAYERS + MAX_LAYERS * LAYER_BYTES);
    this.set({
      layerCount: shape.layers.length,
      inputs: shape.inputs,
      parameters: parameterCount(shape),
    });
  }

  set(words: Partial<Record<CallWord, number>>): void {
    for (const [name, value] of Object.entries(words))
      this.#view.setUint32(WORD_OFFSETS[name as CallWord], value, true);
  }

  setLayers(shape: NetworkShape, addresses: readonly LayerAddresses[]): void {
    for (const [index, { inputs, units, kernelOffset, biasOffset }] of layerOffsets(shape).entries()) {
      const { activation } = shape.layers[index]!;
      const { values, derivatives, packedUnits, packedInputs } = addresses[index]!;
      this.#setLayer(index, 'inputs', inputs);
      this.#setLayer(index, 'units', units);
      this.#setLayer(
        index,
        'activation',
        activation === 'softmax' ? ACTIVATIONS.length : ACTIVATIONS.indexOf(activation),
      );
      this.#setLayer(index, 'kernel', 4 * kernelOffset);
      this.#setLayer(index, 'bias', 4 * biasOffset);
      this.#setLayer(index, 'values', values);
      this.#setLayer(index, 'derivatives', derivatives);
      this.#setLayer(index, 'packedUnits', packedUnits);
      this.#setLayer(index, 'packedInputs', packedInputs);
    }
  }

  setTraining({ loss, optimizer, l1, l2, clip, dropout, seed }: Hyperparameters): void {
    this.#setSetting('learningRate', optimizer.learningRate);
    for (const name of HYPERPARAMETER_NAMES) this.#setSetting(name, optimizer[name]);
    this.#setSetting('l1', l1);
    this.#setSetting('l2', l2);
    this.#setSetting('clipLimit', clip?.limit ?? 0);
    this.#setSetting('shrink', decayOf(optimizer));
    this.#view.setFloat32(WORD_OFFSETS.dropoutScale, 1 / (1 - dropout), true);
    this.set({
      loss: LOSSES.indexOf(loss),
      clip: CLIPPINGS.indexOf(clip?.by ?? 'none'),
      optimizer: OPTIMIZERS.indexOf(optimizer.name),
      seed: seed >>> 0,
      dropsOut: dropout > 0 ? 1 : 0,
      dropoutThreshold: dropoutThreshold(dropout),
    });
  }

  /** @param step updates already made: where the dropout stream and bias corrections go on */
  setFirstStep({ optimizer }: Hyperparameters, step: number): void {
    this.set({ firstStep: step });
    const { powersOf = [] } = OPTIMIZER_RULES[optimizer.name];
    for (const [i, name] of powersOf.entries()) {
      this.#view.setFloat64(POWERS_AT_START + 8 * i, optimizer[name] ** (step + 1), true);
    }
  }

  #setLayer(index: number, name: LayerWord, value: number): void {
    this.#view.setUint32(LAYERS + index * LAYER_BYTES + LAYER_OFFSETS[name], value, true);
  }

  #setSetting(name: CallSetting, value: number): void {
    this.#view.setFloat64(SETTING_OFFSETS[name], value, true);
  }
}
