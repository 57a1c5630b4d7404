/** The parts of an ONNX file that a dense network may have. Field numbers: onnx.proto. */
import { failed } from '#messages/Failure.ts';
import * as failures from '#messages/generated/modelErrors.ts';
import { allBytes, floats, ints, lastBytes, lastInt, lastText, protoFields, text } from './ProtoReader.ts';

export interface OnnxTensor {
  readonly dims: readonly number[];
  /** Empty for whole numbers, which only shapes are. */
  readonly values: Float64Array;
}

export interface OnnxNode {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly output: string;
  readonly floats: ReadonlyMap<string, number>;
  readonly ints: ReadonlyMap<string, number>;
  readonly texts: ReadonlyMap<string, string>;
  readonly tensor: OnnxTensor | null;
}

export interface OnnxFile {
  readonly nodes: readonly OnnxNode[];
  readonly constants: ReadonlyMap<string, OnnxTensor>;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly metadata: ReadonlyMap<string, string>;
}

const FLOAT = 1;
const DOUBLE = 11;
const WHOLE: ReadonlySet<number> = new Set([6, 7]);
const EXTERNAL = 1;
const MOST_NODES = 2_000;

/** @throws for what is broken, or not in the file */
export function readGraph(bytes: Uint8Array): OnnxFile {
  const model = protoFields(bytes);
  const graphBytes = lastBytes(model, 7);
  if (graphBytes.length === 0) throw failed(failures.notOnnx());
  if (allBytes(model, 25).length > 0) throw failed(failures.operator({ name: 'FunctionProto' }));
  const graph = protoFields(graphBytes);
  if (allBytes(graph, 15).length > 0) throw failed(failures.operator({ name: 'sparse_initializer' }));
  const constants = new Map<string, OnnxTensor>();
  for (const tensor of allBytes(graph, 5)) {
    const fields = protoFields(tensor);
    constants.set(lastText(fields, 8), tensorOf(fields));
  }
  const nodes = allBytes(graph, 1);
  // Twelve layers, each with an activation of a few operators, are far fewer.
  if (nodes.length > MOST_NODES) throw failed(failures.tooManyOperators({ count: nodes.length }));
  const names = (field: number): string[] =>
    allBytes(graph, field).map((info) => lastText(protoFields(info), 1));
  return {
    nodes: nodes.map(nodeOf),
    constants,
    // Old files list their weights among the inputs, too.
    inputs: names(11).filter((name) => !constants.has(name)),
    outputs: names(12),
    metadata: new Map(
      allBytes(model, 14).map((entry) => {
        const fields = protoFields(entry);
        return [lastText(fields, 1), lastText(fields, 2)];
      }),
    ),
  };
}

function nodeOf(bytes: Uint8Array): OnnxNode {
  const fields = protoFields(bytes);
  const op = lastText(fields, 4);
  const domain = lastText(fields, 7);
  if (domain !== '' && domain !== 'ai.onnx') throw failed(failures.operator({ name: `${domain}.${op}` }));
  const node = {
    op,
    inputs: allBytes(fields, 1).map(text),
    output: text(allBytes(fields, 2)[0] ?? new Uint8Array()),
    floats: new Map<string, number>(),
    ints: new Map<string, number>(),
    texts: new Map<string, string>(),
    tensor: null as OnnxTensor | null,
  };
  for (const attribute of allBytes(fields, 5).map(protoFields)) {
    const name = lastText(attribute, 1);
    const float = lastBytes(attribute, 2);
    if (float.length === 4) node.floats.set(name, floats(float, 4)[0]!);
    node.ints.set(name, lastInt(attribute, 3));
    node.texts.set(name, lastText(attribute, 4));
    const tensor = lastBytes(attribute, 5);
    if (tensor.length > 0) node.tensor = tensorOf(protoFields(tensor));
  }
  return node;
}

function tensorOf(fields: ReturnType<typeof protoFields>): OnnxTensor {
  if (lastInt(fields, 14) === EXTERNAL) throw failed(failures.weightsElsewhere());
  const dims = ints(fields, 1);
  const type = lastInt(fields, 2);
  if (WHOLE.has(type)) return { dims, values: new Float64Array() };
  if (type !== FLOAT && type !== DOUBLE) throw failed(failures.weightType({ type: String(type) }));
  const raw = lastBytes(fields, 9);
  const width = type === FLOAT ? 4 : 8;
  const typed = allBytes(fields, type === FLOAT ? 4 : 10);
  const values = raw.length > 0 ? floats(raw, width) : joined(typed.map((part) => floats(part, width)));
  // As many as the dimensions say: nothing is allocated by what they only claim.
  if (dims.reduce((product, dim) => product * dim, 1) !== values.length) throw failed(failures.brokenOnnx());
  return { dims, values };
}

function joined(parts: readonly Float64Array[]): Float64Array {
  const whole = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
