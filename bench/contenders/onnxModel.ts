/**
 * Writes a dense relu/softmax network as an ONNX file, byte by byte (protobuf, IR 8, opset 17), so that ONNX Runtime
 * Web can be measured on the very same weights. Field numbers are those of onnx.proto3.
 */
import { layerOffsets, type NetworkShape, outputLayer } from '../../src/nn/NetworkShape.ts';

const text = new TextEncoder();

function varint(value: number): number[] {
  const bytes: number[] = [];
  for (; value > 127; value = Math.floor(value / 128)) bytes.push((value % 128) | 128);
  return [...bytes, value];
}
const concat = (parts: readonly Uint8Array[]): Uint8Array => {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
};
const number = (field: number, value: number): Uint8Array =>
  Uint8Array.from([...varint(field * 8), ...varint(value)]);
const bytes = (field: number, value: Uint8Array | string): Uint8Array => {
  const content = typeof value === 'string' ? text.encode(value) : value;
  return concat([Uint8Array.from([...varint(field * 8 + 2), ...varint(content.length)]), content]);
};
const message = (field: number, ...parts: Uint8Array[]): Uint8Array => bytes(field, concat(parts));

const tensor = (name: string, dims: readonly number[], data: Float32Array): Uint8Array =>
  message(
    5,
    ...dims.map((dim) => number(1, dim)),
    number(2, 1),
    bytes(8, name),
    bytes(9, new Uint8Array(data.buffer, data.byteOffset, data.byteLength)),
  );

const node = (
  type: string,
  inputs: readonly string[],
  output: string,
  ...attributes: Uint8Array[]
): Uint8Array =>
  message(1, ...inputs.map((input) => bytes(1, input)), bytes(2, output), bytes(4, type), ...attributes);

const value = (field: number, name: string, width: number): Uint8Array =>
  message(
    field,
    bytes(1, name),
    message(
      2,
      message(1, number(1, 1), message(2, message(1, bytes(2, 'batch')), message(1, number(1, width)))),
    ),
  );

const OPERATORS: Readonly<Record<string, string>> = {
  relu: 'Relu',
  tanh: 'Tanh',
  sigmoid: 'Sigmoid',
  softmax: 'Softmax',
};

export function onnxModel(shape: NetworkShape, parameters: Float32Array): Uint8Array {
  const graph: Uint8Array[] = [];
  let last = 'x';
  layerOffsets(shape).forEach(({ inputs, units, kernelOffset, biasOffset }, i) => {
    graph.push(tensor(`kernel${i}`, [inputs, units], parameters.slice(kernelOffset, biasOffset)));
    graph.push(tensor(`bias${i}`, [units], parameters.slice(biasOffset, biasOffset + units)));
    graph.push(node('Gemm', [last, `kernel${i}`, `bias${i}`], `z${i}`));
    const operator = OPERATORS[shape.layers[i]!.activation];
    if (!operator) throw new Error(`The benchmark has no ONNX operator for ${shape.layers[i]!.activation}.`);
    last = i === shape.layers.length - 1 ? 'y' : `a${i}`;
    graph.push(node(operator, [`z${i}`], last));
  });
  graph.push(bytes(2, 'dense'), value(11, 'x', shape.inputs), value(12, 'y', outputLayer(shape).units));
  return concat([number(1, 8), message(7, ...graph), message(8, bytes(1, ''), number(2, 17))]);
}
