/** The network as keras.Sequential of Dense layers. */
import type { ModelToExport } from '../../ModelToExport.ts';
import type { Activation, Initializer, OutputActivation } from '#nn/vocabulary.ts';

/** Names of Keras 3: "leaky_relu" has slope 0.2 and "gelu" is the exact form. */
const KERAS_ACTIVATIONS: Readonly<Record<Activation | OutputActivation, string>> = {
  linear: 'linear',
  relu: 'relu',
  leakyRelu: 'leaky_relu',
  elu: 'elu',
  selu: 'selu',
  gelu: 'gelu',
  silu: 'silu',
  softplus: 'softplus',
  tanh: 'tanh',
  sigmoid: 'sigmoid',
  softmax: 'softmax',
};

/** Normal draws of Fanout are not truncated. */
const INITIALIZERS: Readonly<Record<Initializer, (seed: number) => string>> = {
  playground: (seed) => `keras.initializers.RandomUniform(-0.5, 0.5, seed=${seed})`,
  glorotUniform: (seed) => variance(1, 'fan_avg', 'uniform', seed),
  glorotNormal: (seed) => variance(1, 'fan_avg', 'untruncated_normal', seed),
  heUniform: (seed) => variance(2, 'fan_in', 'uniform', seed),
  heNormal: (seed) => variance(2, 'fan_in', 'untruncated_normal', seed),
  lecunUniform: (seed) => variance(1, 'fan_in', 'uniform', seed),
  lecunNormal: (seed) => variance(1, 'fan_in', 'untruncated_normal', seed),
  zeros: () => '"zeros"',
};

const variance = (scale: number, mode: string, distribution: string, seed: number): string =>
  `keras.initializers.VarianceScaling(${scale}, "${mode}", "${distribution}", seed=${seed})`;

export function layersPython(model: ModelToExport, isToTrain: boolean): string {
  const { network: of, training } = model.experiment;
  const { l1, l2, dropout } = training;
  const lines = model.layers.flatMap(({ units, activation }, i) => {
    const settings = [String(units), `activation="${KERAS_ACTIVATIONS[activation]}"`];
    if (isToTrain) {
      settings.push(`kernel_initializer=${INITIALIZERS[of.initializer](of.seed + i)}`);
      if (of.initializer === 'playground') settings.push('bias_initializer=keras.initializers.Constant(0.1)');
      if (l1 > 0 || l2 > 0) settings.push(`kernel_regularizer=keras.regularizers.L1L2(${l1}, ${l2 / 2})`);
    }
    const layer = [`        keras.layers.Dense(${settings.join(', ')}),`];
    if (isToTrain && dropout > 0 && i < model.layers.length - 1) {
      layer.push(`        keras.layers.Dropout(${dropout}),`);
    }
    return layer;
  });
  return [
    'network = keras.Sequential(',
    '    [',
    `        keras.Input(shape=(${model.shape.inputs},)),`,
    ...lines,
    '    ]',
    ')',
  ].join('\n');
}
