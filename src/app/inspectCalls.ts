/** Implementation of `FanoutInspect.ts`: checks what is given, and turns the trainer's flat arrays into nested lists. */
import type { Engine } from '#client/Engine.ts';
import { inheritUnits } from '#client/unitIds.ts';
import { toLayers } from '#engine/trainer/layerParameters.ts';
import { factsOf } from '#experiment/dataFacts.ts';
import { outputShape } from '#experiment/output.ts';
import type { Experiment } from '#experiment/experiment.ts';
import { LIMITS } from '#experiment/limits.ts';
import { editNetwork, NETWORK_EDITS } from '#experiment/networkEdits.ts';
import { inputWidth } from '#experiment/networkShape.ts';
import { failed } from '#messages/Failure.ts';
import * as failures from '#messages/generated/callErrors.ts';
import { layerOffsets } from '#nn/NetworkShape.ts';
import type { FoundSamples, SampleInspection } from '#protocol/inspect.ts';
import type { Seeker } from '#commands/seeker.ts';
import { setExperiment } from '#state/experimentStore.ts';
import { checkNames, checkNumbers, checkRow, checkSplit, checkTarget, checkWord } from './checkCalls.ts';
import type { FanoutInspect, Inspection, SampleResult } from './FanoutInspect.ts';
import { historyColumns } from './historyColumns.ts';

export interface InspectParts {
  readonly trainer: Engine['trainer'];
  /** The present experiment. */
  present(): Experiment;
  /** Resolves when the trainer has taken it. */
  whenReady(): Promise<void>;
  readonly seeker: Pick<Seeker, 'go'>;
  /** Makes this the present experiment by `set`; where the engine cannot take it, the one before comes back. */
  bring(next: Experiment, set: (experiment: Experiment) => void): Promise<void>;
}

const LANDSCAPE_LIMITS = {
  side: { min: 3, max: 41, whole: true },
  radius: { min: 1e-6, max: 1e6 },
  seed: { ...LIMITS.seed, whole: true },
};

export function createInspect({ trainer, present, whenReady, seeker, bring }: InspectParts): FanoutInspect {
  return {
    async inspect(row, target) {
      await whenReady();
      const { data, network } = present();
      checkRow(row, inputWidth(data));
      if (target !== undefined)
        checkTarget(target, outputShape(factsOf(data), network.output.activation).units);
      const given = target === undefined ? {} : { target: Float32Array.from(target) };
      return nested(await trainer.call('inspect', { row: Float32Array.from(row), ...given }));
    },
    async distributions(options = {}) {
      checkNames('distributions()', options, ['bins']);
      checkNumbers('distributions()', options, { bins: { min: 1, max: 500, whole: true } });
      await whenReady();
      return trainer.call('distributions', { ...options });
    },
    async layerCurves() {
      await whenReady();
      return trainer.call('layerCurves', undefined);
    },
    async mistakes(options = {}) {
      checkNames('mistakes()', options, ['split', 'most', 'truth', 'prediction']);
      const { split = 'test', most = 20, truth, prediction } = options;
      checkSplit(split);
      const asked = {
        most,
        ...(truth === undefined && prediction === undefined ? {} : { truth, prediction }),
      };
      checkNumbers('mistakes()', asked, { most: { min: 1, max: 100_000, whole: true } });
      const isClass = (value: unknown): boolean =>
        typeof value === 'number' && Number.isInteger(value) && value >= 0;
      if ('truth' in asked && !(isClass(truth) && isClass(prediction))) throw failed(failures.noCell());
      await whenReady();
      const cell = 'truth' in asked ? { cell: [truth!, prediction!] as const } : {};
      return listed(await trainer.call('findSamples', { split, most, ...cell }));
    },
    async calibration(options = {}) {
      checkNames('calibration()', options, ['split', 'bins']);
      const { split = 'test', bins = 10 } = options;
      checkSplit(split);
      checkNumbers('calibration()', { bins }, { bins: { min: 1, max: 100, whole: true } });
      await whenReady();
      return trainer.call('calibration', { split, bins });
    },
    async warpedPlane(options) {
      checkNames('warpedPlane()', options, ['layer', 'side']);
      const { layer, side = 31 } = options;
      const rules = { layer: { min: 0, max: 100, whole: true }, side: { min: 2, max: 101, whole: true } };
      if (layer === undefined) throw failed(failures.noPlaneLayer());
      checkNumbers('warpedPlane()', { layer, side }, rules);
      await whenReady();
      return trainer.call('warpedPlane', { layer, side });
    },
    async landscape(options = {}) {
      checkNames('landscape()', options, ['directions', 'side', 'radius', 'seed']);
      const { directions = 'random', side = 25, radius = 1, seed = 1 } = options;
      checkWord('landscape()', 'directions', directions, ['random', 'path']);
      checkNumbers('landscape()', { side, radius, seed }, LANDSCAPE_LIMITS);
      await whenReady();
      return trainer.call('landscape', { directions, side, radius, seed });
    },
    async diagnose() {
      await whenReady();
      return trainer.call('diagnose', undefined);
    },
    async checkpoints() {
      await whenReady();
      return trainer.call('checkpoints', undefined);
    },
    async seek(epoch) {
      if (typeof epoch !== 'number' || !(epoch >= 0))
        throw failed(failures.noEpoch({ value: String(epoch) }));
      await whenReady();
      const startMs = performance.now();
      const metrics = await seeker.go(epoch);
      return { ...metrics, seconds: (performance.now() - startMs) / 1_000 };
    },
    async editNetwork(change) {
      checkNames('editNetwork()', change, ['kind', 'layer', 'unit', 'to']);
      checkWord('editNetwork()', 'kind', change.kind, NETWORK_EDITS);
      const before = present();
      const { experiment, sources } = editNetwork(before, change);
      inheritUnits(experiment, before, sources);
      await bring(experiment, setExperiment);
    },
    async branches() {
      await whenReady();
      return (await trainer.call('branches', undefined)).map(historyColumns);
    },
  };
}

function nested({ shape, step, parameters, z, a, backward }: SampleInspection): Inspection {
  const now = toLayers(shape, parameters);
  const gradients = backward && toLayers(shape, backward.gradient);
  const after = backward && toLayers(shape, backward.after);
  let unit = 0;
  const layers = layerOffsets(shape).map(({ units }, i) => {
    const range = [unit, (unit += units)] as const;
    return {
      z: [...z.subarray(...range)],
      a: [...a.subarray(...range)],
      delta: backward && [...backward.delta.subarray(...range)],
      kernel: now[i]!.kernel,
      bias: now[i]!.bias,
      kernelGradient: gradients && gradients[i]!.kernel,
      biasGradient: gradients && gradients[i]!.bias,
      kernelAfter: after && after[i]!.kernel,
      biasAfter: after && after[i]!.bias,
    };
  });
  return {
    step,
    layers,
    output: layers.at(-1)!.a,
    target: backward && [...backward.target],
    loss: backward && backward.loss,
  };
}

function listed({ count, index, losses, outputs, truths, predictions }: FoundSamples): {
  count: number;
  samples: SampleResult[];
} {
  const units = outputs.length / Math.max(1, index.length);
  const samples = [...index].map((place, i) => ({
    index: place,
    loss: losses[i]!,
    output: [...outputs.subarray(i * units, (i + 1) * units)],
    ...(truths && predictions ? { truth: truths[i]!, prediction: predictions[i]! } : {}),
  }));
  return { count, samples };
}
