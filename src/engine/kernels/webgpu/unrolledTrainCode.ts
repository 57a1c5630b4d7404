/**
 * WGSL of the unrolled trainer, for software adapters: one lane is one network, and its widths are written out, so that
 * parameters, activations and gradients have fixed places and nothing but the loops over steps and samples is left.
 * A NaN is passed on by values alone: each goes to all units after it, so that every delta before it is NaN as well.
 */
import {
  layerPlaces,
  parameterCount,
  type LayerPlace,
  type NetworkShape,
} from '../../../spec/networkShape.ts';
import type { OutputActivation } from '../../../spec/vocabulary.ts';
import { SLOTS_OF_OPTIMIZER, type TrainPlan } from '../contract.ts';
import { ARITHMETIC, activationCode, activationsUsed, softwareValue } from './activationCode.ts';
import { lossCode } from './lossCode.ts';
import { DROPOUT, optimizerCode, PLAN_STRUCT, TRAIN_BINDINGS } from './planCode.ts';
import type { ShaderProgram } from './Pipelines.ts';

/** Lanes of a workgroup: those that a software adapter computes at once. */
export const UNROLLED_LANES = 4;

const HEADER = `
struct Call { networks: u32, steps: u32, stateLength: u32, spare: u32 }
${TRAIN_BINDINGS}`;

const range = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

/** Forward of one layer: (value, slope) `v<layer>_<unit>` and value `a<layer>_<unit>`; the output's sums go to `logits`. */
function forwardCode(
  place: LayerPlace,
  l: number,
  isLast: boolean,
  activation: string,
  dropsOut: boolean,
): string {
  const { inputs, units, kernelOffset, biasOffset } = place;
  const key = dropsOut && !isLast ? `let key${l} = dropoutKey(number, ${l}u);` : '';
  const unit = (u: number): string => {
    const terms = range(inputs).map((i) => `w[${kernelOffset + i * units + u}] * a${l}_${i}`);
    const sum = [`w[${biasOffset + u}]`, ...terms].join(' + ');
    if (isLast) return `logits[${u}] = ${sum};`;
    const v = `v${l + 1}_${u}`;
    const keep = dropsOut ? ` * kept(key${l}, b, ${u}u, ${units}u)` : '';
    return `let z${v} = ${sum};
      let ${v} = ${activation}Of(z${v})${keep};
      let a${l + 1}_${u} = ${softwareValue(activation, v, `z${v}`)};`;
  };
  return `${key}\n      ${range(units).map(unit).join('\n      ')}`;
}

/** Gradients of one layer from its deltas `d<layer>_<unit>`, and the deltas of the layer before. */
function backwardCode({ inputs, units, kernelOffset, biasOffset }: LayerPlace, l: number): string {
  const d = (u: number): string => `d${l + 1}_${u}`;
  const gradients = range(units).flatMap((u) => [
    ...range(inputs).map((i) => `g[${kernelOffset + i * units + u}] += a${l}_${i} * ${d(u)};`),
    `g[${biasOffset + u}] += ${d(u)};`,
  ]);
  const deltas =
    l === 0
      ? []
      : range(inputs).map((i) => {
          const sum = range(units).map((u) => `w[${kernelOffset + i * units + u}] * ${d(u)}`);
          return `let d${l}_${i} = v${l}_${i}.y * (${sum.join(' + ')});`;
        });
  return [...deltas, ...gradients].join('\n      ');
}

function updateCode(places: readonly LayerPlace[], slots: number): string {
  const slot = (n: number, p: number): string => (n > slots ? '0.0' : `slot${n}[${p}]`);
  const one = (p: number, isKernel: boolean): string => {
    const given = `w[${p}], g[${p}], ${slot(1, p)}, ${slot(2, p)}, ${isKernel}, correction`;
    const stores = range(slots).map((n) => `${slot(n + 1, p)} = next[${n + 1}];`);
    return `{ let next = updated(${given}); w[${p}] = next.x; g[${p}] = 0.0; ${stores.join(' ')} }`;
  };
  return places
    .flatMap(({ inputs, units, kernelOffset }) =>
      range((inputs + 1) * units).map((i) => one(kernelOffset + i, i < inputs * units)),
    )
    .join('\n    ');
}

function mainCode(shape: NetworkShape, slots: number, dropsOut: boolean): string {
  const places = layerPlaces(shape);
  const count = parameterCount(shape);
  const outputs = places.at(-1)!.units;
  const last = places.length - 1;
  const names = ['w', ...range(slots).map((n) => `slot${n + 1}`)];
  const each = (text: (name: string, at: string) => string): string =>
    names.map((name, n) => text(name, `stateAt + ${n * count}u + p`)).join(' ');
  const forward = places.map((place, l) =>
    forwardCode(place, l, l === last, shape.layers[l]!.activation, dropsOut),
  );
  return `
${[...names, 'g'].map((name) => `var<private> ${name}: array<f32, ${count}>;`).join('\n')}

@compute @workgroup_size(${UNROLLED_LANES})
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  let r = id.x;
  if (r >= call.networks) { return; }
  let stateAt = r * call.stateLength;
  for (var p = 0u; p < ${count}u; p++) { ${each((name, at) => `${name}[p] = state[${at}];`)} }
  for (var s = span.first; s < span.first + span.count; s++) {
    let step = steps[s];
    let size = step.y;
    let correction = vec2<f32>(bitcast<f32>(step.z), bitcast<f32>(step.w));
    let number = plan.spare + s;
    let scale = 1.0 / f32(size);
    var judged = vec2<f32>();
    for (var b = 0u; b < size; b++) {
      let sample = u32(order[step.x + b]);
      ${range(shape.inputs)
        .map((i) => `let a0_${i} = x[sample * ${shape.inputs}u + ${i}u];`)
        .join('\n      ')}
      ${forward.join('\n      ')}
      judged += judge(0u, 1u, sample * ${outputs}u, ${outputs}u, scale);
      ${range(outputs)
        .map((u) => `let d${last + 1}_${u} = logits[${u}];`)
        .join('\n      ')}
      ${places
        .map((place, l) => backwardCode(place, l))
        .toReversed()
        .join('\n      ')}
    }
    let at = 2u * (r * call.steps + s);
    metrics[at] = judged.x / f32(size);
    metrics[at + 1u] = judged.y;
    ${updateCode(places, slots)}
  }
  for (var p = 0u; p < ${count}u; p++) { ${each((name, at) => `state[${at}] = ${name}[p];`)} }
}
`;
}

/** The shader for a shape and plan; its key names all that the text depends on. */
export function unrolledTrainProgram(shape: NetworkShape, plan: TrainPlan): ShaderProgram {
  const used = activationsUsed(shape.layers);
  const output = (shape.layers.at(-1)?.activation ?? 'linear') as OutputActivation;
  const outputs = shape.layers.at(-1)?.units ?? 1;
  const slots = SLOTS_OF_OPTIMIZER[plan.optimizer.name];
  const dropsOut = plan.dropout > 0;
  const penalised = plan.l1 !== 0 || plan.l2 !== 0;
  const layers = shape.layers.map(({ units, activation }) => `${units} ${activation}`).join(' ');
  return {
    key: `unrolledTrain ${shape.inputs} ${layers} ${plan.loss} ${plan.optimizer.name} ${dropsOut} ${penalised}`,
    bindings: [
      ...(['uniform', 'uniform', 'span', 'write', 'write'] as const),
      ...(['read', 'read', 'read', 'read'] as const),
    ],
    code: () =>
      [
        PLAN_STRUCT,
        HEADER,
        ARITHMETIC,
        activationCode(used),
        dropsOut ? DROPOUT : '',
        `var<private> logits: array<f32, ${outputs}>;`,
        lossCode(plan.loss, output, 'logits', outputs === 1),
        optimizerCode(plan.optimizer.name, penalised),
        mainCode(shape, slots, dropsOut),
      ].join('\n'),
  };
}
