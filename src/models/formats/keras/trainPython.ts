/** Trains the same network from scratch in Keras, with the recipe of the experiment. */
import { dataPython } from '../../code/python/dataPython.ts';
import { inputsPython } from '../../code/python/inputsPython.ts';
import { recipeOf, type Recipe } from '../../code/python/recipe.ts';
import { schedulePython } from '../../code/python/schedulePython.ts';
import { titleLine } from '../../code/titleLine.ts';
import type { ModelToExport } from '../../ModelToExport.ts';
import type { Loss, OptimizerName } from '#nn/vocabulary.ts';
import { layersPython } from './layersPython.ts';

const MNIST = `(train_rows, train_labels), (test_rows, test_labels) = keras.datasets.mnist.load_data()
train_rows, test_rows = train_rows.reshape(-1, 784), test_rows.reshape(-1, 784)
`;

const LOSSES: Readonly<Record<Loss, string>> = {
  halfSquaredError: '0.5 * keras.ops.sum(keras.ops.square(o - t), axis=-1)',
  meanSquaredError: 'keras.ops.mean(keras.ops.square(o - t), axis=-1)',
  huber: 'keras.losses.huber(t, o, delta=1.0)',
  hinge: 'keras.ops.mean(keras.ops.maximum(0.0, 1.0 - t * o), axis=-1)',
  binaryCrossentropy: 'keras.losses.binary_crossentropy(t, o)',
  categoricalCrossentropy: 'keras.losses.categorical_crossentropy(t, o)',
};

const OPTIMIZERS: Readonly<Record<OptimizerName, (of: Recipe['of']) => string>> = {
  sgd: () => 'SGD(RATE',
  momentum: (of) => `SGD(RATE, momentum=${of('momentum')}`,
  nesterov: (of) => `SGD(RATE, momentum=${of('momentum')}, nesterov=True`,
  rmsprop: (of) => `RMSprop(RATE, rho=${of('decay')}, epsilon=${of('epsilon')}`,
  adagrad: (of) => `Adagrad(RATE, initial_accumulator_value=0.1, epsilon=${of('epsilon')}`,
  adam: (of) => `Adam(RATE, beta_1=${of('beta1')}, beta_2=${of('beta2')}, epsilon=${of('epsilon')}`,
  adamw: (of) =>
    `AdamW(RATE, weight_decay=${of('weightDecay')}, beta_1=${of('beta1')}, beta_2=${of('beta2')}, epsilon=${of('epsilon')}`,
};

export function trainPython(model: ModelToExport): string {
  const { training } = model.experiment;
  const { clip, optimizer } = training;
  const recipe = recipeOf(model);
  const { schedule } = recipe;
  const clipped =
    clip.by === 'none' ? '' : `, ${clip.by === 'norm' ? 'global_clipnorm' : 'clipvalue'}=${clip.limit}`;
  const metrics = metricPython(recipe);
  const observe =
    schedule.name === 'plateau'
      ? `
    def on_epoch_end(self, epoch, logs=None):
        if epoch + 1 > ${schedule.warmup}:
            observe(logs["${schedule.watch === 'test' ? 'val_loss' : 'loss'}"])
`
      : '';
  return `# ${titleLine(model)}
# Trains the same network from scratch: same data, loss, optimiser and schedule (told once an epoch), other random numbers.
import math

import keras
import numpy as np

EPOCHS = ${recipe.epochs}
BATCH = ${training.batchSize}
RATE = ${optimizer.learningRate}
keras.utils.set_random_seed(${recipe.seed % 2 ** 31})


${inputsPython(model)}


${dataPython(model, recipe, MNIST)}
${layersPython(model, true)}


def loss(t, o):
    return ${LOSSES[training.loss]}


${metrics.define}${schedulePython(schedule)}

class Schedule(keras.callbacks.Callback):
    def on_epoch_begin(self, epoch, logs=None):
        self.model.optimizer.learning_rate = RATE * factor(epoch, 1)
${observe}

optimizer = keras.optimizers.${OPTIMIZERS[optimizer.name](recipe.of)}${clipped})
${optimizer.name === 'adamw' ? 'optimizer.exclude_from_weight_decay(var_names=["bias"])\n' : ''}network.compile(optimizer=optimizer, loss=loss${metrics.use})
network.fit(
    train_x,
    train_t,
    batch_size=BATCH,
    epochs=EPOCHS,
    validation_data=(test_x, test_t),
    callbacks=[Schedule()],
    verbose=2 if EPOCHS <= 20 else 0,
)
for part, rows, wanted in (("training", train_x, train_t), ("test", test_x, test_t)):
    measured = network.evaluate(rows, wanted, verbose=0, return_dict=True)
    print(part + ": " + ", ".join(f"{name} {value:.5f}" for name, value in measured.items()))
network.save("${model.name}_trained.keras")
`;
}

function metricPython({ output }: Recipe): { readonly define: string; readonly use: string } {
  if (output.coding === 'value') return { define: '', use: '' };
  const border = output.coding === 'signed' ? '0.0' : '0.5';
  const right =
    output.units === 1
      ? `keras.ops.equal(t >= ${border}, o >= ${border})`
      : 'keras.ops.equal(keras.ops.argmax(t, axis=-1), keras.ops.argmax(o, axis=-1))';
  return {
    define: `def accuracy(t, o):
    return keras.ops.mean(keras.ops.cast(${right}, "float32"))


`,
    use: ', metrics=[accuracy]',
  };
}
