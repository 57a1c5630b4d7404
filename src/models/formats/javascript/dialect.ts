/** Formulas in JavaScript. */
import type { Dialect } from '../../code/writeExpression.ts';

const call = (text: string): { call: string } => ({ call: text });
/** Beyond this angle Fanout has no value, because one period is lost in the rounding. */
const angle = (name: string) => ({
  call: `${name}($0)`,
  define: `const ${name} = (x) => (Math.abs(x) <= 1e9 ? Math.${name}(x) : NaN);`,
});

export const JAVASCRIPT: Dialect = {
  number: (value) => (value < 0 ? `(${value})` : String(value)),
  column: (index) => `row[${index}]`,
  operations: {
    add: call('($0 + $1)'),
    sub: call('($0 - $1)'),
    mul: call('($0 * $1)'),
    div: call('($0 / $1)'),
    mod: { call: 'mod($0, $1)', define: 'const mod = (a, b) => a - b * Math.floor(a / b);' },
    pow: call('Math.pow($0, $1)'),
    neg: call('(-$0)'),
    lt: call('Number($0 < $1)'),
    gt: call('Number($0 > $1)'),
    le: call('Number($0 <= $1)'),
    ge: call('Number($0 >= $1)'),
    choose: call('($0 > 0 ? $1 : $2)'),
    sin: angle('sin'),
    cos: angle('cos'),
    tan: angle('tan'),
    atan: call('Math.atan($0)'),
    atan2: call('Math.atan2($0, $1)'),
    tanh: call('Math.tanh($0)'),
    exp: call('Math.exp($0)'),
    log: call('Math.log($0)'),
    log2: call('Math.log2($0)'),
    log10: call('Math.log10($0)'),
    sqrt: call('Math.sqrt($0)'),
    abs: call('Math.abs($0)'),
    sign: call('Math.sign($0)'),
    floor: call('Math.floor($0)'),
    ceil: call('Math.ceil($0)'),
    round: call('Math.round($0)'),
    sigmoid: call('(1 / (1 + Math.exp(-$0)))'),
    relu: call('Math.max(0, $0)'),
    step: call('Number($0 > 0)'),
    hypot: call('Math.hypot($all)'),
    min: call('Math.min($all)'),
    max: call('Math.max($all)'),
  },
};
