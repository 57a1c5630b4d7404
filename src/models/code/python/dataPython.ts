/** Loads the samples and codes their targets, in Python. */
import type { ModelToExport } from '../../ModelToExport.ts';
import type { Recipe } from './recipe.ts';

const FROM_FILE = `with np.load("data.npz") as data:
    train_rows, train_labels = data["train_rows"], data["train_labels"]
    test_rows, test_labels = data["test_rows"], data["test_labels"]
`;

/** @param mnist loads the digits with the library at hand */
export function dataPython(model: ModelToExport, { output, counts }: Recipe, mnist: string): string {
  const load = model.samples
    ? FROM_FILE
    : `${mnist}train_rows, train_labels = train_rows[:${counts.train}], train_labels[:${counts.train}]
test_rows, test_labels = test_rows[:${counts.test}], test_labels[:${counts.test}]
`;
  return `${load}

def targets(labels):
    """What the loss compares the outputs with."""
${targetsPython(output)}


train_x, train_t = to_inputs(train_rows), targets(train_labels)
test_x, test_t = to_inputs(test_rows), targets(test_labels)
`;
}

function targetsPython({ units, coding }: Recipe['output']): string {
  if (coding === 'value') return '    return np.asarray(labels, dtype=np.float32).reshape(-1, 1)';
  const low = coding === 'signed' ? '-1.0' : '0.0';
  if (units === 1) {
    return `    return np.where(np.asarray(labels) == 1, 1.0, ${low}).astype(np.float32).reshape(-1, 1)`;
  }
  return `    places = np.asarray(labels).astype(int)
    coded = np.full((len(places), ${units}), ${low}, dtype=np.float32)
    coded[np.arange(len(places)), places] = 1.0
    return coded`;
}

/** Share of right answers, of outputs and targets as arrays. */
export function accuracyPython({ output }: Recipe): string {
  if (output.coding === 'value') return '';
  const border = output.coding === 'signed' ? '0.0' : '0.5';
  const right =
    output.units === 1 ? `(o >= ${border}) == (t >= ${border})` : 'o.argmax(axis=1) == t.argmax(axis=1)';
  return `def accuracy(o, t):
    """Share of right answers."""
    return np.mean(${right})


`;
}
