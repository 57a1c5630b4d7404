/** Groups of the menu of data sets: none overlaps another, and short ones share a row. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { PICKER_COLUMNS, pickerGrid } from './pickerGrid.ts';

it('nine sets of classes leave three places in their last row, which three sets of values fill', () => {
  const [classes, values, tables, images] = pickerGrid([9, 3, 2, 1]);
  expect(classes!.name).toEqual({ row: 1, column: 1, columnEnd: -1 });
  expect(classes!.sets.map(({ row }) => row)).toEqual([2, 2, 2, 2, 3, 3, 3, 3, 5]);
  expect(classes!.sets[8]).toEqual({ row: 5, column: 1 });
  expect(values!.name).toEqual({ row: 4, column: 2, columnEnd: -1 });
  expect(values!.sets.map(({ row, column }) => [row, column])).toEqual([
    [5, 2],
    [5, 3],
    [5, 4],
  ]);
  expect(tables!.name).toEqual({ row: 6, column: 1, columnEnd: 3 });
  expect(tables!.sets.map(({ row }) => row)).toEqual([7, 7]);
  expect(images!.name).toEqual({ row: 6, column: 3, columnEnd: -1 });
  expect(images!.sets).toEqual([{ row: 7, column: 3 }]);
});

it('a tenth set of classes sends the values to rows of their own', () => {
  const [classes, values, tables, images] = pickerGrid([10, 3, 2, 1]);
  expect(classes!.sets[9]).toEqual({ row: 4, column: 2 });
  expect(values!.name.row).toBe(5);
  expect(values!.sets.map(({ row }) => row)).toEqual([6, 6, 6]);
  expect(tables!.name.row).toBe(7);
  expect(images!.sets).toEqual([{ row: 8, column: 3 }]);
});

it('no cell is taken twice, whatever the groups', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 13 }), { maxLength: 6 }), (counts) => {
      const taken = new Set<string>();
      const take = (row: number, column: number): void => {
        expect(column).toBeGreaterThanOrEqual(1);
        expect(column).toBeLessThanOrEqual(PICKER_COLUMNS);
        expect(taken).not.toContain(`${row} ${column}`);
        taken.add(`${row} ${column}`);
      };
      const places = pickerGrid(counts);
      expect(places.map(({ sets }) => sets.length)).toEqual(counts);
      for (const { name, sets } of places) {
        const end = name.columnEnd === -1 ? PICKER_COLUMNS + 1 : name.columnEnd;
        for (let column = name.column; column < end; column++) take(name.row, column);
        for (const { row, column } of sets) {
          expect(row).toBeGreaterThan(name.row);
          take(row, column);
        }
      }
    }),
  );
});
