/** Formulas in NumPy: x is [rows, columns], values are [rows] or single numbers. */
import type { Dialect } from '../writeExpression.ts';

const call = (text: string): { call: string } => ({ call: text });
/** Beyond this angle Fanout has no value, because one period is lost in the rounding. */
const angle = (name: string) => ({
  call: `${name}($0)`,
  define: `def ${name}(angle):\n    return np.where(np.abs(angle) <= 1e9, np.${name}(angle), np.nan)\n`,
});

/** Always with a point or an exponent: whole numbers have other powers. */
export function pythonFloat(value: number): string {
  const text = String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

export const PYTHON: Dialect = {
  number: (value) => (value < 0 ? `(${pythonFloat(value)})` : pythonFloat(value)),
  column: (index) => `x[:, ${index}]`,
  operations: {
    add: call('($0 + $1)'),
    sub: call('($0 - $1)'),
    mul: call('($0 * $1)'),
    div: call('np.divide($0, $1)'),
    mod: call('np.mod($0, $1)'),
    pow: call('np.power($0, $1)'),
    neg: call('(-$0)'),
    lt: call('(($0 < $1) * 1.0)'),
    gt: call('(($0 > $1) * 1.0)'),
    le: call('(($0 <= $1) * 1.0)'),
    ge: call('(($0 >= $1) * 1.0)'),
    choose: call('np.where($0 > 0, $1, $2)'),
    sin: angle('sin'),
    cos: angle('cos'),
    tan: angle('tan'),
    atan: call('np.arctan($0)'),
    atan2: call('np.arctan2($0, $1)'),
    tanh: call('np.tanh($0)'),
    exp: call('np.exp($0)'),
    log: call('np.log($0)'),
    log2: call('np.log2($0)'),
    log10: call('np.log10($0)'),
    sqrt: call('np.sqrt($0)'),
    abs: call('np.abs($0)'),
    sign: call('np.sign($0)'),
    floor: call('np.floor($0)'),
    ceil: call('np.ceil($0)'),
    // Half goes up; np.round takes it to the even neighbour.
    round: call('np.floor($0 + 0.5)'),
    sigmoid: call('(1 / (1 + np.exp(-$0)))'),
    relu: call('np.maximum(0.0, $0)'),
    step: call('(($0 > 0) * 1.0)'),
    hypot: call('np.sqrt(sum(each * each for each in ($all,)))'),
    min: call('np.minimum.reduce(np.broadcast_arrays($all))'),
    max: call('np.maximum.reduce(np.broadcast_arrays($all))'),
  },
};
