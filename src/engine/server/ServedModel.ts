/**
 * The model that is served: the newest weights. Weights carry the shape of their network, so the two never disagree,
 * in whatever order messages come.
 */
import { failed } from '#messages/Failure.ts';
import * as failures from '#messages/generated/serverErrors.ts';
import { isSameShape } from '#nn/isSameShape.ts';
import { outputLayer, parameterCount, type NetworkShape } from '#nn/NetworkShape.ts';

export interface Model {
  readonly shape: NetworkShape;
  /** Flat [P]. Never written to: new weights are a new Model. */
  readonly parameters: Float32Array;
  /** Training step of these weights. */
  readonly step: number;
}

export const outputUnits = (shape: NetworkShape): number => outputLayer(shape).units;

export class ServedModel {
  private serving: Model | null = null;

  /** The network that requests are for; null before the first weights. */
  get shape(): NetworkShape | null {
    return this.serving?.shape ?? null;
  }

  /** The model of the next batch; null before the first weights. */
  get model(): Model | null {
    return this.serving;
  }

  /** Returns whether the network's shape has changed. @throws Error when parameters do not fit the shape */
  take(model: Model): boolean {
    const { shape, parameters } = model;
    const wanted = parameterCount(shape);
    if (parameters.length !== wanted) {
      throw failed(failures.otherParameters({ wanted, given: parameters.length }));
    }
    const before = this.serving;
    this.serving = model;
    return before === null || !isSameShape(before.shape, shape);
  }
}
