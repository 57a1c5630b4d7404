/** The small run behind a demo's picture: trained in slices of a few milliseconds, so that the page stays smooth. */
import { planeGrid } from '#data/planeGrid.ts';
import type { PredictionMap } from '#canvas/paintPredictionMap.ts';
import { factsOf } from '#experiment/dataFacts.ts';
import type { Experiment } from '#experiment/experiment.ts';
import { parseExperiment } from '#experiment/parseExperiment.ts';
import type { Demo } from '#lessons/demos/Demo.ts';
import { ReferenceRun } from '#lessons/reference/ReferenceRun.ts';
import { batchesPerEpoch } from '#nn/schedule.ts';
import { predictionMap } from '../output/predictionMap.ts';

const SIDE = 40;
/** Points of a curve that are worth measuring. */
const MOST_POINTS = 60;

export interface DemoCurve {
  readonly train: readonly number[];
  readonly test: readonly number[];
}

export class DemoRun {
  readonly demo: Demo;
  private readonly experiment: Experiment;
  private run: ReferenceRun | null = null;
  private curve: { train: number[]; test: number[] } = { train: [], test: [] };
  private stepsInSlice = 4;
  private epoch = 0;
  private step = 0;

  constructor(demo: Demo) {
    this.demo = demo;
    this.experiment = parseExperiment(demo.input);
  }

  get isDone(): boolean {
    return this.epoch >= this.demo.epochs;
  }

  /** From the seed again. */
  restart(): void {
    this.run = null;
    this.epoch = 0;
    this.step = 0;
    this.curve = { train: [], test: [] };
  }

  /** Trains for about so many milliseconds, at least one step. */
  advance(ms: number): void {
    const untilMs = performance.now() + ms;
    do this.slice(untilMs);
    while (!this.isDone && performance.now() < untilMs);
  }

  private slice(untilMs: number): void {
    const run = (this.run ??= this.begin());
    const perEpoch = batchesPerEpoch({
      seed: 0,
      count: run.data.train.count,
      batchSize: this.experiment.training.batchSize,
    });
    const before = performance.now();
    const steps = Math.min(this.stepsInSlice, perEpoch - this.step);
    run.trainSteps(steps);
    this.step += steps;
    const perStepMs = (performance.now() - before) / steps;
    // A batch of many samples in a wide network takes longer than the whole slice: then one step at a time.
    this.stepsInSlice = Math.max(
      1,
      Math.min(perEpoch, Math.floor((untilMs - before) / 2 / Math.max(perStepMs, 1e-3))),
    );
    if (this.step < perEpoch) return;
    this.step = 0;
    this.epoch += 1;
    const { replan, epochs } = this.demo;
    if (replan?.after === this.epoch) run.replan({ l2: replan.training.l2 ?? 0 });
    if (this.epoch % Math.ceil(epochs / MOST_POINTS) === 0) this.measure(run);
  }

  private begin(): ReferenceRun {
    const run = new ReferenceRun(this.experiment);
    this.measure(run);
    return run;
  }

  private measure(run: ReferenceRun): void {
    if (this.demo.picture !== 'curve') return;
    const { trainLoss, testLoss } = run.metrics();
    this.curve.train.push(trainLoss);
    this.curve.test.push(testLoss);
  }

  /** The map as it is now; null where the inputs are no plane, or nothing has begun. */
  map(): PredictionMap | null {
    if (!this.run || factsOf(this.experiment.data).kind !== 'plane') return null;
    const { shape, data } = this.run;
    const outputs = this.run.outputsAt(GRID);
    const units = outputs.length / GRID_POINTS;
    const values = Float32Array.from({ length: outputs.length }, (_, i) => {
      const [unit, point] = [Math.floor(i / GRID_POINTS), i % GRID_POINTS];
      return outputs[point * units + unit]!;
    });
    const picture = { shape, outputMap: { side: SIDE, values } };
    const map = predictionMap(this.experiment, picture, data, null, true);
    // Points of a height have its colour: a thousand of them would hide the map.
    return { ...map, bare: true, ...(map.pointClasses === 0 ? { train: null } : {}) };
  }

  get losses(): DemoCurve {
    return this.curve;
  }
}

const GRID = planeGrid(SIDE);
const GRID_POINTS = SIDE * SIDE;
