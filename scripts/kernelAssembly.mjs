/**
 * AssemblyScript of the activations, losses and optimisers from the files of `src/nn/`: one inlined function a member, and
 * a static switch over their orders around each loop of `assembly/{activations,losses,optimizers}.ts`.
 */

const HEAD = `// Made by scripts/buildKernels.mjs from src/nn/. Do not edit.`;
const LANES = `import { choose, clamp, madd, magnitude } from '../simd';`;
const APPROXIMATIONS = `import { exp, expm1OfNegative, log1pOfUnit, logAboveOne, normalDensity, normalShare, sigmoid, softplus, tanh } from '../approximations';`;
const CONSTANTS = `  const zero = f32x4.splat(0);
  const one = f32x4.splat(1);`;

export const upperCase = (name) => name.replace(/[A-Z]/g, '_$&').toUpperCase();
const codesOf = (members) =>
  members.map(({ name, rule }) => `export const ${upperCase(name)}: i32 = ${rule.order};`).join('\n');
/** Where numbers are told apart by code while the program runs, the usual ones are asked for first. */
const USUAL = ['tanh', 'relu', 'sigmoid'];
const usualFirst = (members) => [
  ...USUAL.flatMap((name) => members.filter((member) => member.name === name)),
  ...members.filter(({ name }) => !USUAL.includes(name)),
];
const isOneOf = (code, members) =>
  members.map(({ name }) => `${code} == ${upperCase(name)}`).join(' || ') || 'false';

/** An inlined function that is one body or another, by a code that is mostly known when it is compiled. */
const choice = (head, code, members, bodyOf, otherwise) => `@inline
export function ${head} {
${CONSTANTS}
${members.map((member) => `  if (${code} == ${upperCase(member.name)}) {\n    ${bodyOf(member)}\n  }`).join('\n')}
  ${otherwise}
}`;

/** A function that does one loop or another by a code: no choice inside the loop. */
const dispatch = (head, code, members, callOf) => `export function ${head} {
${members.map((member, i) => `  ${i ? 'else ' : ''}if (${code} == ${upperCase(member.name)}) ${callOf(upperCase(member.name))};`).join('\n')}
}`;

export function activationAssembly(members) {
  const moving = usualFirst(members.filter(({ assembly }) => assembly.value !== 'return z;'));
  const fromValue = moving.filter(({ rule }) => rule.derivativeFrom === 'a');
  const fromSum = moving.filter(({ rule }) => rule.derivativeFrom === 'z');
  return [
    HEAD,
    APPROXIMATIONS,
    LANES,
    `import { activateLoop, derivativeLoop, multiplyLoop } from '../activations';`,
    '',
    codesOf(members),
    `export const SOFTMAX: i32 = ${members.length};`,
    '',
    '/** True if the derivative does not follow from the value and has to be stored in the forward pass. */',
    `export function storesDerivative(code: i32): bool {\n  return ${isOneOf('code', fromSum)};\n}`,
    '',
    '/** f(z). */',
    choice(
      'valueOf(code: i32, z: v128): v128',
      'code',
      moving,
      ({ assembly }) => assembly.value,
      'return z;',
    ),
    '',
    '/** f′ where it follows from a = f(z). */',
    choice(
      'derivativeOf(code: i32, a: v128): v128',
      'code',
      fromValue,
      ({ assembly }) => assembly.derivative,
      'return one;',
    ),
    '',
    '/** f′(z) where it does not. */',
    choice(
      'derivativeAt(code: i32, z: v128): v128',
      'code',
      fromSum,
      ({ assembly }) => assembly.derivative,
      'return one;',
    ),
    '',
    '/** a = f(z) in place, for every activation but softmax. */',
    dispatch(
      'activate(code: i32, at: usize, bytes: usize): void',
      'code',
      moving,
      (code) => `activateLoop(${code}, at, bytes)`,
    ),
    '',
    '/** delta *= f′, which follows from the activations at `a`. */',
    dispatch(
      'multiplyByDerivative(code: i32, delta: usize, a: usize, bytes: usize): void',
      'code',
      fromValue,
      (code) => `multiplyLoop(${code}, delta, a, bytes)`,
    ),
    '',
    '/** f′(z) of the activations that store it, from the weighted sums before `activate` overwrites them. */',
    dispatch(
      'storeDerivatives(code: i32, at: usize, bytes: usize, derivatives: usize): void',
      'code',
      fromSum,
      (code) => `derivativeLoop(${code}, at, bytes, derivatives)`,
    ),
    '',
  ].join('\n');
}

const LOOPS = { outputs: 'outputLoss', logits: 'logitLoss', softmax: 'softmaxLoss' };

export function lossAssembly(members) {
  const terms = 'z: v128, o: v128, t: v128, error: v128, largest: v128, logSum: v128, weight: v128';
  const factor = (name, key) =>
    choice(
      `${name}(loss: i32): f32`,
      'loss',
      members.filter(({ assembly }) => assembly[key]),
      ({ assembly }) => `return ${assembly[key]};`,
      'return 1;',
    );
  return [
    HEAD,
    APPROXIMATIONS,
    LANES,
    `import { logitLoss, outputLoss, softmaxLoss } from '../losses';`,
    '',
    codesOf(members),
    '',
    '/** True if the loss is taken from the weighted sums: then its gradient is already with respect to them. */',
    `export function takesLogits(loss: i32): bool {\n  return ${isOneOf(
      'loss',
      members.filter(({ rule }) => rule.from !== 'outputs'),
    )};\n}`,
    '',
    '/** The loss of a sample is the mean of its terms. */',
    `@inline\nexport function isMean(loss: i32): bool {\n  return ${isOneOf(
      'loss',
      members.filter(({ rule }) => rule.isMean),
    )};\n}`,
    '',
    '/** What the sum of the terms, and each gradient, is multiplied by. */',
    factor('lossFactor', 'lossFactor'),
    factor('gradientFactor', 'gradientFactor'),
    '',
    '/** sum + the term of one output. */',
    choice(
      `addTerm(loss: i32, sum: v128, ${terms}): v128`,
      'loss',
      members,
      ({ assembly }) => assembly.loss,
      'return sum;',
    ),
    '',
    '/** Gradient of the term. */',
    choice(
      `gradientOf(loss: i32, ${terms}): v128`,
      'loss',
      members,
      ({ assembly }) => assembly.gradient,
      'return error;',
    ),
    '',
    '/** Terms of one vector of samples; writes their gradients to `delta`. */',
    dispatch(
      'panelLoss(loss: i32, through: i32, z: usize, a: usize, t: usize, delta: usize, units: i32, row: usize, real: v128, scale: f32): v128',
      'loss',
      members,
      (code) => {
        const { rule } = members.find(({ name }) => upperCase(name) === code);
        return `return ${LOOPS[rule.from]}(${code}, through, z, a, t, delta, units, row, real, scale)`;
      },
    ).replace(/\n\}$/, '\n  return f32x4.splat(0);\n}'),
    '',
  ].join('\n');
}

const indented = (text, by) =>
  text
    .split('\n')
    .map((line) => `${by}${line.trim()}`)
    .join('\n');

/** One loop over a row: loads and stores of the slots that the rule has, and its own lines. */
function updateLoop({ name, rule, assembly }) {
  const slots = rule.slots.map((_, i) => i + 1);
  const lines = [
    `function update_${name}(w: usize, gradient: usize, bytes: usize): void {`,
    '  const settings = settingsOfCall();',
    '  const rate = splat(settings.learningRate);',
    ...(assembly.constants ? [indented(assembly.constants, '  ')] : []),
    '  const end = w + bytes;',
    '  const behind = bytes << 1;',
    '  for (; w < end; w += 16, gradient += 16) {',
    '    const g = v128.load(gradient);',
    ...slots.map((slot) => `    let slot${slot} = v128.load(w + ${slot === 1 ? 'bytes' : 'behind'});`),
    '    let change: v128;',
    indented(assembly.loop, '    '),
    ...slots.map((slot) => `    v128.store(w + ${slot === 1 ? 'bytes' : 'behind'}, slot${slot});`),
    '    v128.store(w, f32x4.sub(v128.load(w), change));',
    '  }',
    ...(rule.powersOf ?? []).map(
      (base, i) => `  settings.power${i + 1} = settings.power${i + 1} * settings.${base};`,
    ),
    '}',
  ];
  return lines.join('\n');
}

export function optimizerAssembly(members) {
  return [
    HEAD,
    LANES,
    `import { settings as settingsOfCall } from './call';`,
    '',
    codesOf(members),
    '',
    '@inline\nfunction splat(value: f64): v128 {\n  return f32x4.splat(<f32>value);\n}',
    '',
    members.map(updateLoop).join('\n\n'),
    '',
    '/** One update of a row [w | slot 1 | slot 2]; `bytes` is one part of it. */',
    `export function update(rule: i32, w: usize, gradient: usize, bytes: usize): void {
  switch (rule) {
${members.map(({ name }) => `    case ${upperCase(name)}:\n      update_${name}(w, gradient, bytes);\n      break;`).join('\n')}
  }
}`,
    '',
  ].join('\n');
}
