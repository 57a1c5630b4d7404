/**
 * Which weights answer: the newest that fit the network that was configured. Weights that come before their network is
 * configured (they travel on another port) wait here until it is.
 */
import { parameterCount, type NetworkShape } from '../../spec/networkShape.ts';

export interface Model {
  readonly shape: NetworkShape;
  /** Flat [P], as in `spec/networkShape.ts`. Never written to: new weights are a new Model. */
  readonly parameters: Float32Array;
  /** Training step of these weights. */
  readonly step: number;
}

export function sameShape(a: NetworkShape, b: NetworkShape): boolean {
  return (
    a.inputs === b.inputs &&
    a.layers.length === b.layers.length &&
    a.layers.every((layer, index) => {
      const other = b.layers[index];
      return layer.units === other?.units && layer.activation === other.activation;
    })
  );
}

export const outputUnits = (shape: NetworkShape): number => shape.layers.at(-1)?.units ?? 0;

export class ServedModel {
  private configured: NetworkShape | null = null;
  private serving: Model | null = null;
  private early: Model | null = null;

  /** The network that requests are for; null before the first `configure`. */
  get shape(): NetworkShape | null {
    return this.configured;
  }

  /** What the next batch is answered with; null while no weights of the configured network have come. */
  get model(): Model | null {
    return this.serving;
  }

  /** Takes the network to serve. Returns whether it is another one than before. */
  configure(shape: NetworkShape): boolean {
    if (this.configured && sameShape(this.configured, shape)) return false;
    this.configured = shape;
    this.serving = this.early && sameShape(this.early.shape, shape) ? this.early : null;
    this.early = null;
    return true;
  }

  /** Weights of a network named by its shape: served now, or kept until that network is configured. */
  offer(model: Model): void {
    if (this.configured && sameShape(this.configured, model.shape)) this.serving = model;
    else this.early = model;
  }

  /** Weights of the configured network. @throws when their number does not fit it. */
  setParameters(parameters: Float32Array, step: number): void {
    const shape = this.configured;
    if (!shape) throw new Error('The server has no network yet: configure it before setting its parameters.');
    const wanted = parameterCount(shape);
    if (parameters.length !== wanted) {
      throw new Error(
        `The served network has ${wanted} parameters, but ${parameters.length} were given. Configure the new network first.`,
      );
    }
    this.serving = { shape, parameters, step };
  }
}
