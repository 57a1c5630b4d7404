/**
 * What the screen is shown of a session: figures on both parts of the data, what every unit makes of the plane, the
 * map of the answers. Inputs of the pictures stay on the device; only parameters go up and answers come down.
 */
import { tensor2d, type Tensor2D } from '@tensorflow/tfjs-core';
import type { PreparedData, Split } from '../../data/PreparedData.ts';
import { parameterCount, unitCount, type NetworkShape } from '../../spec/networkShape.ts';
import type { OutputActivation } from '../../spec/vocabulary.ts';
import type { Snapshot } from '../../wire/trainer.ts';
import { denseForward } from '../kernels/denseForward.ts';
import { answerRows, readAndDispose } from './answerRows.ts';
import { evaluateOutputs, logitsShape, type Figures } from './evaluateOutputs.ts';
import { planeGrid } from './planeGrid.ts';
import { disposeQuietly, type Session, type SessionPlan } from './Session.ts';

const UNIT_MAP_SIDE = 48;
const OUTPUT_MAP_SIDE = 100;
/** Rows of the test part whose answers go with every snapshot: the digits that the screen lays out. */
const ANSWERED_SAMPLES = 60;
/** While training runs, figures are taken on so many samples at most, fewer where the network is large. */
const QUICK_SAMPLES = { least: 256, most: 2_000, multiplyAdds: 5e7 } as const;

export type Scope = 'quick' | 'whole';

export type Pictured = Pick<Snapshot, 'maps' | 'outputMap' | 'confusion' | 'probe' | 'sampleAnswers'> & {
  readonly train: Figures;
  readonly test: Figures;
};

export class Pictures {
  private readonly session: Pick<Session, 'plan'>;
  private readonly isPlane: boolean;
  private readonly kept = new Map<string, Tensor2D>();

  /** The session's data and shape must stay; its plan of training may change. */
  constructor(session: Pick<Session, 'plan'>, isPlane: boolean) {
    this.session = session;
    this.isPlane = isPlane;
  }

  private get plan(): SessionPlan {
    return this.session.plan;
  }

  /** `parameters` [P]; `probe` is one row of network inputs. */
  async take(parameters: Float32Array, scope: Scope, probe: Float32Array | null): Promise<Pictured> {
    const { shape, data } = this.plan;
    const weights = tensor2d(parameters.slice(), [1, parameters.length]);
    try {
      const [train, test, maps, outputMap, probed, sampleAnswers] = await Promise.all([
        this.figures('train', weights, scope),
        this.figures('test', weights, scope),
        this.isPlane ? this.unitMaps(weights) : undefined,
        this.isPlane ? this.outputMap(weights) : undefined,
        probe?.length === shape.inputs ? this.probed(weights, probe) : undefined,
        this.isPlane ? undefined : this.sampleAnswers(weights),
      ]);
      return {
        train,
        test,
        ...(maps ? { maps: { side: UNIT_MAP_SIDE, units: maps } } : {}),
        ...(outputMap ? { outputMap: { side: OUTPUT_MAP_SIDE, values: outputMap } } : {}),
        ...(test.confusion && data.task !== 'regression' ? { confusion: test.confusion } : {}),
        ...(probed ? { probe: probed } : {}),
        ...(sampleAnswers ? { sampleAnswers } : {}),
      };
    } finally {
      disposeQuietly(weights);
    }
  }

  /** Figures on all samples of a part. */
  async evaluate(part: 'train' | 'test', parameters: Float32Array): Promise<Figures> {
    const weights = tensor2d(parameters.slice(), [1, parameters.length]);
    try {
      return await this.figures(part, weights, 'whole');
    } finally {
      disposeQuietly(weights);
    }
  }

  dispose(): void {
    disposeQuietly(...this.kept.values());
    this.kept.clear();
  }

  private async figures(part: 'train' | 'test', weights: Tensor2D, scope: Scope): Promise<Figures> {
    const { shape, data } = this.plan;
    const split = data[part];
    const quick = quickCount(shape, split);
    const count = scope === 'whole' ? split.count : quick;
    const logits =
      count > quick
        ? await answerRows(logitsShape(shape), weights, split.inputs, count)
        : await this.answers(logitsShape(shape), weights, this.rows(part, split.inputs, quick), false);
    return evaluateOutputs({
      task: data.task,
      loss: this.plan.train.loss,
      activation: shape.layers.at(-1)!.activation as OutputActivation,
      logits,
      targets: split.targets,
      count,
      units: data.outputUnits,
    });
  }

  private unitMaps(weights: Tensor2D): Promise<Float32Array> {
    return this.answers(this.plan.shape, weights, this.grid(UNIT_MAP_SIDE), true);
  }

  private async outputMap(weights: Tensor2D): Promise<Float32Array> {
    const values = await this.answers(this.plan.shape, weights, this.grid(OUTPUT_MAP_SIDE), false);
    return unitMajor(values, this.plan.data.outputUnits);
  }

  private async probed(weights: Tensor2D, probe: Float32Array): Promise<Float32Array> {
    const row = tensor2d(probe.slice(), [1, probe.length]);
    const values = this.answers(this.plan.shape, weights, row, true);
    row.dispose();
    return values;
  }

  private sampleAnswers(weights: Tensor2D): Promise<Float32Array> {
    const { shape, data } = this.plan;
    const { count, inputs } = data.test;
    return this.answers(
      shape,
      weights,
      this.rows('samples', inputs, Math.min(ANSWERED_SAMPLES, count)),
      false,
    );
  }

  /** A copy of its own, so that it may be transferred: tfjs keeps what it has read. */
  private async answers(
    shape: NetworkShape,
    weights: Tensor2D,
    x: Tensor2D,
    everyLayer: boolean,
  ): Promise<Float32Array> {
    return (await readAndDispose(denseForward(weights, x, { shape, everyLayer }))).slice();
  }

  private grid(side: number): Tensor2D {
    const { data } = this.plan;
    return this.keep(`grid ${side}`, () => gridInputs(data, side), side * side);
  }

  private rows(part: string, inputs: Float32Array, count: number): Tensor2D {
    return this.keep(part, () => inputs.slice(0, count * this.plan.shape.inputs), count);
  }

  private keep(name: string, make: () => Float32Array, count: number): Tensor2D {
    const known = this.kept.get(name);
    if (known) return known;
    const tensor = tensor2d(make(), [count, this.plan.shape.inputs]);
    this.kept.set(name, tensor);
    return tensor;
  }
}

function gridInputs(data: PreparedData, side: number): Float32Array {
  return data.toInputs(planeGrid(side)).slice();
}

function quickCount(shape: NetworkShape, split: Split): number {
  const { least, most, multiplyAdds } = QUICK_SAMPLES;
  const affordable = Math.round(multiplyAdds / (parameterCount(shape) + unitCount(shape)));
  return Math.min(split.count, Math.max(least, Math.min(most, affordable)));
}

/** [count, units] → [units, count]. */
function unitMajor(values: Float32Array, units: number): Float32Array {
  if (units === 1) return values;
  const count = values.length / units;
  const turned = new Float32Array(values.length);
  for (let n = 0; n < count; n++) {
    for (let k = 0; k < units; k++) turned[k * count + n] = values[n * units + k]!;
  }
  return turned;
}
