/** An ONNX graph while it is built, and its bytes. Field numbers: onnx.proto of ONNX 1.12 (IR 8, operator set 17). */
import { ProtoWriter } from './ProtoWriter.ts';

const IR_VERSION = 8;
const OPSET = 17;
const FLOAT = 1;
const INT64 = 7;
const ATTRIBUTE_FLOAT = 1;
const ATTRIBUTE_INT = 2;

interface Attributes {
  readonly floats?: Readonly<Record<string, number>>;
  readonly ints?: Readonly<Record<string, number>>;
}

export interface OnnxFacts {
  readonly name: string;
  readonly doc: string;
  readonly version: string;
  readonly inputs: number;
  readonly outputs: number;
  readonly metadata: Readonly<Record<string, string>>;
}

export const INPUT = 'input';
export const OUTPUT = 'output';
/** The name of the dimension that may have any size. */
const BATCH = 'batch';

export class OnnxGraph {
  private readonly nodes: ((writer: ProtoWriter) => void)[] = [];
  private readonly initializers: ((writer: ProtoWriter) => void)[] = [];
  private readonly scalars = new Map<number, string>();

  /** @returns the name of its output */
  node(
    op: string,
    inputs: readonly string[],
    { floats = {}, ints = {} }: Attributes = {},
    output?: string,
  ): string {
    const name = `${op.toLowerCase()}_${this.nodes.length}`;
    const result = output ?? name;
    this.nodes.push((node) => {
      for (const input of inputs) node.text(1, input);
      node.text(2, result).text(3, name).text(4, op);
      for (const [key, value] of Object.entries(floats)) {
        node.message(5, (attribute) => attribute.text(1, key).float(2, value).int(20, ATTRIBUTE_FLOAT));
      }
      for (const [key, value] of Object.entries(ints)) {
        node.message(5, (attribute) => attribute.text(1, key).int(3, value).int(20, ATTRIBUTE_INT));
      }
    });
    return result;
  }

  /** A constant of single precision under this name. */
  tensor(name: string, dims: readonly number[], values: ArrayLike<number>): string {
    const bytes = new Uint8Array(4 * values.length);
    const view = new DataView(bytes.buffer);
    for (let i = 0; i < values.length; i++) view.setFloat32(4 * i, values[i]!, true);
    return this.initializer(name, FLOAT, dims, bytes);
  }

  /** A number of rank 0, which stands beside tensors of any shape; once, however often it is asked for. */
  scalar(value: number): string {
    const known = this.scalars.get(value);
    if (known !== undefined) return known;
    const name = this.tensor(`constant_${this.scalars.size}`, [], [value]);
    this.scalars.set(value, name);
    return name;
  }

  /** Column i of [batch, columns] as [batch, 1]. */
  column(of: string, index: number): string {
    const name = `column_${index}`;
    if (!this.columns.has(index)) {
      const bytes = new Uint8Array(8);
      new DataView(bytes.buffer).setBigInt64(0, BigInt(index), true);
      this.initializer(`${name}_index`, INT64, [1], bytes);
      this.node('Gather', [of, `${name}_index`], { ints: { axis: 1 } }, name);
      this.columns.add(index);
    }
    return name;
  }
  private readonly columns = new Set<number>();

  private initializer(name: string, type: number, dims: readonly number[], bytes: Uint8Array): string {
    this.initializers.push((tensor) => {
      for (const dim of dims) tensor.int(1, dim);
      tensor.int(2, type).text(8, name).bytes(9, bytes);
    });
    return name;
  }

  /** The whole file. The IR version comes first and the producer second: viewers know a file by that. */
  finish({ name, doc, version, inputs, outputs, metadata }: OnnxFacts): Uint8Array {
    const model = new ProtoWriter().int(1, IR_VERSION).text(2, 'Fanout').text(3, version).text(6, doc);
    model.message(7, (graph) => {
      for (const node of this.nodes) graph.message(1, node);
      graph.text(2, name);
      for (const tensor of this.initializers) graph.message(5, tensor);
      graph.message(11, valueInfo(INPUT, inputs)).message(12, valueInfo(OUTPUT, outputs));
    });
    model.message(8, (opset) => opset.text(1, '').int(2, OPSET));
    for (const [key, value] of Object.entries(metadata)) {
      model.message(14, (entry) => entry.text(1, key).text(2, value));
    }
    return model.finish();
  }
}

/** float32 [batch, width], batch of any size. */
const valueInfo = (name: string, width: number) => (info: ProtoWriter) =>
  info.text(1, name).message(2, (type) =>
    type.message(1, (tensor) =>
      tensor.int(1, FLOAT).message(2, (shape) => {
        shape.message(1, (dim) => dim.text(2, BATCH)).message(1, (dim) => dim.int(1, width));
      }),
    ),
  );
