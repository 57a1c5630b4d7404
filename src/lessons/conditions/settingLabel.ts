/** What a setting is called in a condition; the path itself for those that no lesson speaks of. */
import * as say from '#messages/generated/conditions.ts';

const LABELS: Readonly<Record<string, (layer: string) => string>> = {
  'data.set': say.settingDataSet,
  'data.samples': say.settingSamples,
  'data.noise': say.settingNoise,
  'data.seed': say.settingDataSeed,
  'data.trainShare': say.settingTrainShare,
  data: say.settingData,
  'data.features': say.settingFeatures,
  'data.features.length': say.settingFeatures,
  network: say.settingNetwork,
  'network.hidden': say.settingLayers,
  'network.initializer': say.settingInitializer,
  'training.schedule': say.settingSchedule,
  'training.l1': say.settingL1,
  'training.clip': say.settingClip,
  'serving.latencyGoalMs': say.settingGoal,
  'load.seed': say.settingLoadSeed,
  'load.durationMs': say.settingDuration,
  'network.seed': say.settingWeightSeed,
  'network.hidden.length': say.settingLayers,
  'network.hidden.n.units': (layer) => say.settingUnits({ layer }),
  'network.hidden.n.activation': (layer) => say.settingActivation({ layer }),
  'network.output.activation': say.settingOutput,
  'training.optimizer.learningRate': say.settingLearningRate,
  'training.optimizer.name': say.settingOptimizer,
  'training.batchSize': say.settingBatchSize,
  'training.l2': say.settingL2,
  'training.dropout': say.settingDropout,
  'training.loss': say.settingLoss,
  'serving.pattern': say.settingPattern,
  'serving.inFlight': say.settingInFlight,
  'serving.maxQueueSize': say.settingQueueSize,
  'serving.instances': say.settingInstances,
  'serving.maxBatchSize': say.settingMaxBatch,
  'serving.maxQueueDelayUs': say.settingDelay,
  'serving.responseCacheSize': say.settingCache,
  'load.requestsPerSecond': say.settingRate,
  'load.arrivals': say.settingArrivals,
  'load.mode': say.settingMode,
};

/** @example settingLabel(['network', 'hidden', 0, 'units']) // 'Units in layer 1' */
export function settingLabel(path: readonly (string | number)[]): string {
  const key = path.map((part) => (typeof part === 'number' ? 'n' : part)).join('.');
  const index = path.find((part) => typeof part === 'number') ?? 0;
  const label = Object.hasOwn(LABELS, key) ? LABELS[key] : undefined;
  return label?.(String(index + 1)) ?? say.setting({ path: path.join('.') });
}
