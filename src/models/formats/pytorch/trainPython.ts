/** Trains the same network from scratch in PyTorch, with the recipe of the experiment. */
import { accuracyPython, dataPython } from '../../code/python/dataPython.ts';
import { inputsPython } from '../../code/python/inputsPython.ts';
import { recipeOf, type Recipe } from '../../code/python/recipe.ts';
import { schedulePython } from '../../code/python/schedulePython.ts';
import { titleLine } from '../../code/titleLine.ts';
import type { ModelToExport } from '../../ModelToExport.ts';
import type { Initializer, Loss, OptimizerName } from '#nn/vocabulary.ts';
import { networkPython } from './networkPython.ts';

const MNIST = `from torchvision.datasets import MNIST

(train_rows, train_labels), (test_rows, test_labels) = [
    (part.data.numpy().reshape(-1, 784), part.targets.numpy())
    for part in (MNIST("mnist", train=True, download=True), MNIST("mnist", train=False, download=True))
]
`;

/** Of outputs o and targets t; cross-entropies want the sums z before the last activation. */
const LOSSES: Readonly<Record<Loss, string>> = {
  halfSquaredError: '0.5 * (o - t).square().sum(dim=1).mean()',
  meanSquaredError: '(o - t).square().mean()',
  huber: 'nn.functional.huber_loss(o, t)',
  hinge: '(1 - t * o).clamp(min=0).mean()',
  binaryCrossentropy: 'nn.functional.binary_cross_entropy_with_logits(z, t)',
  categoricalCrossentropy: 'nn.functional.cross_entropy(z, t)',
};

const OPTIMIZERS: Readonly<Record<OptimizerName, (of: Recipe['of']) => string>> = {
  sgd: () => 'SGD(parameters, lr=RATE)',
  momentum: (of) => `SGD(parameters, lr=RATE, momentum=${of('momentum')})`,
  nesterov: (of) =>
    `SGD(parameters, lr=RATE, momentum=${of('momentum')}, nesterov=${Number(of('momentum')) > 0 ? 'True' : 'False'})`,
  rmsprop: (of) => `RMSprop(parameters, lr=RATE, alpha=${of('decay')}, eps=${of('epsilon')})`,
  adagrad: (of) => `Adagrad(parameters, lr=RATE, initial_accumulator_value=0.1, eps=${of('epsilon')})`,
  adam: (of) => `Adam(parameters, lr=RATE, betas=(${of('beta1')}, ${of('beta2')}), eps=${of('epsilon')})`,
  adamw: (of) => `AdamW(parameters, lr=RATE, betas=(${of('beta1')}, ${of('beta2')}), eps=${of('epsilon')})`,
};

/** The variance of a kernel from what goes in and out. */
const VARIANCES: Readonly<Record<Initializer, string>> = {
  playground: '1 / 12',
  glorotUniform: '2 / (fan_in + fan_out)',
  glorotNormal: '2 / (fan_in + fan_out)',
  heUniform: '2 / fan_in',
  heNormal: '2 / fan_in',
  lecunUniform: '1 / fan_in',
  lecunNormal: '1 / fan_in',
  zeros: '0',
};

export function trainPython(model: ModelToExport): string {
  const { training } = model.experiment;
  const recipe = recipeOf(model);
  const { schedule } = recipe;
  const isPlateau = schedule.name === 'plateau';
  const hasAccuracy = recipe.output.coding !== 'value';
  return `# ${titleLine(model)}
# Trains the same network from scratch: same data, loss, optimiser and schedule, other random numbers.
import math

import numpy as np
import torch
from torch import nn

EPOCHS = ${recipe.epochs}
BATCH = ${training.batchSize}
RATE = ${training.optimizer.learningRate}
torch.manual_seed(${recipe.seed})


${inputsPython(model)}


${dataPython(model, recipe, MNIST)}
${networkPython(model, training.dropout)}
kernels = [each.weight for each in network if isinstance(each, nn.Linear)]
biases = [each.bias for each in network if isinstance(each, nn.Linear)]
with torch.no_grad():
    for kernel in kernels:
        fan_out, fan_in = kernel.shape
        variance = ${VARIANCES[model.experiment.network.initializer]}
        ${drawPython(model.experiment.network.initializer)}
    for bias in biases:
        bias.fill_(${model.experiment.network.initializer === 'playground' ? '0.1' : '0.0'})

parameters = [
    {"params": kernels, "weight_decay": ${training.optimizer.name === 'adamw' ? recipe.of('weightDecay') : '0.0'}},
    {"params": biases, "weight_decay": 0.0},
]
optimizer = torch.optim.${OPTIMIZERS[training.optimizer.name](recipe.of)}


def loss_of(x, t):
    z = network[:-1](x)
    o = network[-1](z)
    return ${LOSSES[training.loss]}, o


${hasAccuracy ? accuracyPython(recipe) : ''}${schedulePython(schedule)}

def measured(rows, wanted):
    network.eval()
    with torch.no_grad():
        loss, outputs = loss_of(torch.from_numpy(rows), torch.from_numpy(wanted))
    network.train()
    return loss.item(), outputs.numpy()


x, t = torch.from_numpy(train_x), torch.from_numpy(train_t)
steps = math.ceil(len(x) / BATCH)
network.train()
for epoch in range(EPOCHS):
    order = torch.randperm(len(x))
    sums = 0.0
    for step in range(steps):
        chosen = order[step * BATCH : (step + 1) * BATCH]
        for group in optimizer.param_groups:
            group["lr"] = RATE * factor(epoch + step / steps, 1 / steps)
        optimizer.zero_grad()
        loss, _ = loss_of(x[chosen], t[chosen])
        sums += loss.item() * len(chosen)
${penaltiesPython(training)}        loss.backward()
${clipPython(training.clip)}        optimizer.step()
${isPlateau ? `    if epoch + 1 > ${schedule.warmup}:\n        observe(${schedule.watch === 'test' ? 'measured(test_x, test_t)[0]' : 'sums / len(x)'})\n` : ''}    if (epoch + 1) % max(1, EPOCHS // 10) == 0:
        print(f"epoch {epoch + 1}: training loss {sums / len(x):.5f}, test loss {measured(test_x, test_t)[0]:.5f}")

for part, rows, wanted in (("training", train_x, train_t), ("test", test_x, test_t)):
    loss, outputs = measured(rows, wanted)
    print(f"{part}: loss {loss:.5f}"${hasAccuracy ? ' + f", accuracy {accuracy(outputs, wanted):.1%}"' : ''})
torch.save(network.state_dict(), "${model.name}.pt")
`;
}

const drawPython = (initializer: Initializer): string =>
  initializer.endsWith('Normal')
    ? 'kernel.normal_(0, math.sqrt(variance))'
    : 'kernel.uniform_(-math.sqrt(3 * variance), math.sqrt(3 * variance))';

function penaltiesPython({ l1, l2 }: { readonly l1: number; readonly l2: number }): string {
  const lines = [];
  if (l1 > 0) lines.push(`        loss = loss + ${l1} * sum(kernel.abs().sum() for kernel in kernels)\n`);
  if (l2 > 0)
    lines.push(`        loss = loss + ${l2} / 2 * sum(kernel.square().sum() for kernel in kernels)\n`);
  return lines.join('');
}

function clipPython({ by, limit }: { readonly by: string; readonly limit: number }): string {
  if (by === 'none') return '';
  return `        nn.utils.clip_grad_${by}_(network.parameters(), ${limit})\n`;
}
