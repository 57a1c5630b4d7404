import { expect, it } from 'vitest';
import { placeMark } from './placeMark.ts';

const mark = { width: 300, height: 100 };
const window = { width: 1_440, height: 900 };

it('it stands beside its target', () => {
  const target = { left: 500, top: 10, width: 40, height: 30 };
  expect(placeMark(target, mark, 'below', window)).toEqual({ left: 370, top: 54 });
  expect(placeMark({ ...target, top: 700 }, mark, 'above', window)).toEqual({ left: 500, top: 586 });
  expect(placeMark(target, mark, 'left', window)).toEqual({ left: 182, top: 50 });
});

it('and stays in the window', () => {
  const corner = { left: 1_430, top: 890, width: 40, height: 30 };
  expect(placeMark(corner, mark, 'below', window)).toEqual({ left: 1_128, top: 788 });
  expect(placeMark({ ...corner, left: 0, top: 0 }, mark, 'left', window)).toEqual({ left: 12, top: 40 });
});
