/** What the outputs mean, in Python: names of classes, or values in their own unit. Needs `predict(rows)`. */
import type { ModelOutput } from '../../ModelToExport.ts';
import { PYTHON, pythonFloat } from './dialect.ts';

export function meaningPython(output: ModelOutput): string {
  if (output.kind === 'classes') {
    const places =
      output.border === null
        ? 'np.argmax(outputs, axis=1)'
        : `(outputs[:, 0] >= ${pythonFloat(output.border)}).astype(int)`;
    return `CLASSES = ${JSON.stringify(output.labels)}


def classify(rows):
    """The name of the class of each raw row."""
    outputs = predict(rows)
    return [CLASSES[place] for place in ${places}]
`;
  }
  const { min, max } = output;
  const value =
    min === -1 && max === 1
      ? 'predict(rows)[:, 0]'
      : `${PYTHON.number(min)} + (predict(rows)[:, 0] + 1) / 2 * ${pythonFloat(max - min)}`;
  return `def values(rows):
    """The value of each raw row, in its own unit."""
    return ${value}
`;
}

/** Run as a program, the file answers the golden rows. Needs `import json` and `import sys`. */
export const CHECK_PYTHON = `if __name__ == "__main__":
    with open("golden.json", encoding="utf-8") as file:
        golden = json.load(file)
    wanted = np.array(golden["outputs"])
    difference = np.max(np.abs(predict(golden["rows"]) - wanted) / np.maximum(1, np.abs(wanted)))
    print(f"largest difference from Fanout: {difference:.2g}")
    sys.exit(0 if difference <= golden["tolerance"] else 1)
`;
