import { expect, test } from 'vitest';
import { EXPERIMENT_VERSION } from './experiment.ts';
import { migrate, MIGRATIONS, type Migration } from './migrations.ts';

test('every version that was ever shared has a migration', () => {
  const versions = Array.from({ length: EXPERIMENT_VERSION - 1 }, (_, i) => String(i + 1));
  expect(Object.keys(MIGRATIONS)).toEqual(versions);
});

test('steps are applied in order, from the version given', () => {
  const table: Record<number, Migration> = {
    1: ({ rate, ...rest }) => ({ ...rest, learningRate: rate ?? null }),
    2: (old) => ({ ...old, seen: 2 }),
  };
  expect(migrate({ version: 1, rate: 3 }, 1, 3, table)).toEqual({ version: 3, learningRate: 3, seen: 2 });
  expect(migrate({ version: 2, rate: 3 }, 2, 3, table)).toEqual({ version: 3, rate: 3, seen: 2 });
  expect(() => migrate({}, 0, 3, table)).toThrow('version 0');
});
