import fc from 'fast-check';
import { expect, test } from 'vitest';
import { modelName } from './modelName.ts';

test.each([
  ['Spiral, two hidden layers', 'spiral_two_hidden_layers'],
  ['Größe & café', 'große_cafe'.replace('ß', '_')],
  ['3 blobs', 'n_3_blobs'],
  ['花', 'network'],
  ['Import', 'import_model'],
  ['x'.repeat(80), 'x'.repeat(40)],
])('%s is %s', (title, name) => expect(modelName(title)).toBe(name));

test('any title gives a name', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (title) => {
      expect(modelName(title)).toMatch(/^[a-z][a-z0-9_]{0,46}$/);
    }),
  );
});
