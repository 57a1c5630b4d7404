/** Columns of the table that the set of one's own tables opens with. */
const number = (name: string) => ({ name, min: 0, step: 1 });

export const XOR_COLUMNS = {
  name: 'xor',
  columns: [number('a'), number('b')],
  target: { name: 'a xor b', values: ['no', 'yes'] },
};
