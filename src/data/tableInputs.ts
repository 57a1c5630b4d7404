/** Network inputs of rows of a table: numbers standardised, categories one-hot (one input each, 1 for the row's own). */
import { isCategory, widthOf, type TableColumn } from '#experiment/tableData.ts';
import { fitScaling } from './standardise.ts';

/**
 * @param train [n, columns] of the training part, whose mean and deviation the numbers are scaled by
 * @returns a function of rows [n, columns] to inputs [n, width]
 */
export function tableInputs(
  columns: readonly TableColumn[],
  train: Float32Array,
): (raw: Float32Array) => Float32Array {
  const { mean, deviation } = fitScaling(train, columns.length);
  const width = columns.reduce((sum, column) => sum + widthOf(column), 0);
  return (raw) => {
    const count = raw.length / columns.length;
    const inputs = new Float32Array(count * width);
    let first = 0;
    columns.forEach((column, c) => {
      for (let row = 0; row < count; row++) {
        const value = raw[row * columns.length + c]!;
        if (isCategory(column)) inputs[row * width + first + value] = 1;
        else inputs[row * width + first] = (value - mean[c]!) / deviation[c]!;
      }
      first += widthOf(column);
    });
    return inputs;
  };
}
