/**
 * The plan of a call, as it lies in memory: a header of 32-bit words, figures in float64, one record a layer.
 * The page's side writes it (`wasm/planMemory.ts` has the same offsets); kernels only read. Addresses are in bytes.
 */
/** The plan has a place of its own below everything that is handed out, so that its words are read without a base. */
export const PLAN: usize = 1024;

@inline
export function word(offset: usize): i32 {
  return load<i32>(PLAN + offset);
}

@inline
export function address(offset: usize): usize {
  return <usize>load<u32>(PLAN + offset);
}

export const LAYER_COUNT: usize = 0;
export const INPUTS: usize = 4;
export const WIDE: usize = 8;
export const NETWORKS: usize = 12;
/** Parameters of one network, in elements. */
export const PARAMETERS: usize = 16;
/** Parts of a state row: 1 + slots. */
export const PARTS: usize = 20;
/** Largest number of samples worked on at a time; a larger batch is cut into equal pieces. */
export const CHUNK: usize = 24;
export const X: usize = 28;
export const Y: usize = 32;
export const ORDER: usize = 36;
/** Parameter rows [R, P] of a forward call, state rows [R, S] of a training call. */
export const STATE: usize = 40;
/** Padded parameters and slots of the network at work. */
export const WORK: usize = 44;
export const GRADIENT: usize = 48;
/** 1 for kernels, 0 for biases; no address where there are no penalties. */
export const KERNELS: usize = 52;
export const INPUT_PANELS: usize = 56;
export const TARGET_PANELS: usize = 60;
export const DELTA: usize = 64;
export const DELTA_BEFORE: usize = 68;
/** Weighted sums of the output layer, kept for the cross-entropies. */
export const LOGITS: usize = 72;
export const TURNED_INPUTS: usize = 76;
export const TURNED_DELTA: usize = 80;
/** 512 bytes for the edges of blocks. */
export const EDGE: usize = 84;
export const OUTPUT: usize = 88;
export const SAMPLES: usize = 92;
export const EVERY_LAYER: usize = 96;
export const LOSS: usize = 100;
export const OPTIMIZER: usize = 104;
export const STEPS: usize = 108;
export const FIRST_STEP: usize = 112;
export const BATCH_SIZES: usize = 116;
export const SEED: usize = 120;
export const DROPS_OUT: usize = 124;
export const DROPOUT_THRESHOLD: usize = 128;
/** 1 once the packed kernels of a forward call are in place. */
export const PACKED: usize = 132;
/** Room for batches gathered ahead (narrow). */
export const STAGE: usize = 140;
export const STAGE_BYTES: usize = 248;
/** Where the list of each sample of a chunk begins and ends, then where each input's ends; no address where the first layer is small. */
export const LISTS: usize = 252;
/** Where the list of each sample of the whole data set begins, and where the last ends; no address where none are kept. */
export const DATA_LISTS: usize = 256;
/** 1 where the first layer's kernel is known to have no infinity and no NaN; 0: to be found out. */
export const FINITE: usize = 260;
/** First kernel in blocks of 32 units, [units/32][inputs][32], which `pack` fills; no address where none are kept. */
export const UNIT_BLOCKS: usize = 264;
/** 1/(1 − dropout), float32. */
export const DROPOUT_SCALE: usize = 136;
/** Figures of the optimiser (`optimizers.ts`), the last two of which are running powers; then the powers at the start. */
export const FIGURES: usize = 144;
export const POWERS: usize = 144 + 72;
export const POWERS_AT_START: usize = 144 + 88;
export const LAYERS: usize = 272;
export const LAYER_BYTES: usize = 40;

/** A layer's record; offsets of kernel and bias are in bytes from the start of the parameters. */
@unmanaged
export class Layer {
  inputs: i32;
  units: i32;
  activation: i32;
  kernel: usize;
  bias: usize;
  /** Panels of activations. */
  values: usize;
  /** Slopes kept from the forward pass, or 0 where they are told from the activations. */
  slopes: usize;
  /** Kernel in blocks of 4 units (wide). */
  forUnits: usize;
  /** Kernel in blocks of 4 inputs (wide, training). */
  forInputs: usize;
}

@inline
export function layerAt(index: i32): Layer {
  return changetype<Layer>(PLAN + LAYERS + <usize>index * LAYER_BYTES);
}
