/** The part of the scripting interface that looks into the network. Guide: docs/scripting.md; see `Fanout.ts` for what holds for all calls. */

/** One layer of an inspected sample. Gradients and what follows are null where no target is known. */
export interface InspectedLayer {
  /** Weighted sums [units]. */
  z: number[];
  /** Activations [units]. */
  a: number[];
  /** ∂loss/∂z [units]. */
  delta: number[] | null;
  /** Weights now [inputs][units], biases now [units]. */
  kernel: number[][];
  bias: number[];
  /** ∂loss/∂weight [inputs][units], ∂loss/∂bias [units]; without penalties. */
  kernelGradient: number[][] | null;
  biasGradient: number[] | null;
  /** After one step of the present optimiser on this sample alone, penalties included. */
  kernelAfter: number[][] | null;
  biasAfter: number[] | null;
}

export interface Inspection {
  /** Updates made so far. */
  step: number;
  /** Hidden layers, then the output layer. */
  layers: InspectedLayer[];
  /** [outputs] */
  output: number[];
  target: number[] | null;
  loss: number | null;
}

export interface FanoutInspect {
  /**
   * Follows one row through the network and its loss back to every weight, computed by the present device, without dropout.
   * Changes nothing.
   * @param row [inputs], scaled as `samples` returns them
   * @param target [outputs], coded as `samples` returns them; without it that of the sample with these inputs, and where
   * there is none, loss and gradients are null
   * @throws for another width, or numbers that are not finite
   * @example const { layers, loss } = await fanout.inspect([1, 2], [1])
   */
  inspect(row: ArrayLike<number>, target?: ArrayLike<number>): Promise<Inspection>;
}
