/** What an ONNX graph has made of its input so far: scaled, through layers, or on the way through an activation of several operators. */
import type { Activation, OutputActivation } from '#nn/vocabulary.ts';

export interface FlowLayer {
  readonly inputs: number;
  readonly units: number;
  readonly kernel: Float64Array;
  readonly bias: Float64Array;
  /** MatMul, whose bias may still come. */
  readonly awaitsBias: boolean;
  /** Null while none has come. */
  readonly activation: Activation | OutputActivation | null;
}

/** x·factor + offset of the input, of one number or one each column. */
export interface FlowScaling {
  readonly factor: readonly number[];
  readonly offset: readonly number[];
}

export interface Flow {
  readonly kind: 'flow';
  readonly scaling: FlowScaling | null;
  readonly layers: readonly FlowLayer[];
  /** The input went through operators that are not looked at, because the file tells its experiment. */
  readonly isOpaque: boolean;
  /** What it was before its last activation: of z·sigmoid(z) both are seen. */
  readonly before?: Flow;
}

/** A part of GELU, ½z(1 + erf(z/√2)), or of softplus as PyTorch writes it, z > 20 ? z : softplus(z), with the sums z that it is of. */
export interface Part {
  readonly kind: 'part';
  readonly form: 'z/√2' | 'erf' | '1 + erf' | 'z/2' | 'z(1 + erf)' | 'z > 20';
  readonly of: Flow;
}

export const INPUT_FLOW: Flow = { kind: 'flow', scaling: null, layers: [], isOpaque: false };

export const isOpen = ({ layers }: Flow): boolean => layers.at(-1)?.activation === null;

/** With this activation on its last layer. */
export function activated(flow: Flow, activation: Activation | OutputActivation): Flow {
  const last = flow.layers.at(-1)!;
  const layers = [...flow.layers.slice(0, -1), { ...last, activation, awaitsBias: false }];
  return { ...flow, layers, before: flow };
}
