/** A Keras network with the trained weights from the file beside it. */
import { inputsPython } from '../../code/python/inputsPython.ts';
import { CHECK_PYTHON, meaningPython } from '../../code/python/meaningPython.ts';
import { titleLine } from '../../code/titleLine.ts';
import type { ModelToExport } from '../../ModelToExport.ts';
import { layersPython } from './layersPython.ts';

export function kerasPython(model: ModelToExport): string {
  return `# ${titleLine(model)}
import json
import sys

import keras
import numpy as np

${layersPython(model, false)}
with np.load("${model.name}.npz") as weights:
    network.set_weights([weights[f"{part}_{i}"] for i in range(${model.layers.length}) for part in ("kernel", "bias")])


${inputsPython(model)}


def predict(rows):
    """The outputs of the network [n, ${model.layers.at(-1)!.units}] for raw rows [n, ${model.columns.length}]."""
    return keras.ops.convert_to_numpy(network(to_inputs(rows)))


${meaningPython(model.output)}

${CHECK_PYTHON}`;
}
