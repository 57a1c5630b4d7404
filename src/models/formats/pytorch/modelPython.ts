/** A PyTorch module with the trained weights from the file beside it. */
import { inputsPython } from '../../code/python/inputsPython.ts';
import { CHECK_PYTHON, meaningPython } from '../../code/python/meaningPython.ts';
import { titleLine } from '../../code/titleLine.ts';
import type { ModelToExport } from '../../ModelToExport.ts';
import { networkPython } from './networkPython.ts';

export function modelPython(model: ModelToExport): string {
  return `# ${titleLine(model)}
import json
import sys

import numpy as np
import torch
from safetensors.torch import load_file
from torch import nn

${networkPython(model)}
network.load_state_dict(load_file("${model.name}.safetensors"))
network.eval()


${inputsPython(model)}


def predict(rows):
    """The outputs of the network [n, ${model.layers.at(-1)!.units}] for raw rows [n, ${model.columns.length}]."""
    with torch.no_grad():
        return network(torch.from_numpy(to_inputs(rows))).numpy()


${meaningPython(model.output)}

${CHECK_PYTHON}`;
}
