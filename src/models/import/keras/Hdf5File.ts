/**
 * Reads the few parts of HDF5 in which Keras writes weights: superblock 0, groups as symbol tables (B-tree, local heap), object headers
 * of version 1, contiguous little-endian float32. Every address is held to the file; loops are bounded, because a file may lie.
 * https://support.hdfgroup.org/documentation/hdf5/latest/_f_m_t3.html
 */
import { failed } from '#messages/Failure.ts';
import * as failures from '#messages/generated/modelErrors.ts';

export interface Hdf5Array {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

const SIGNATURE = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a];
const ROOT_HEADER = 64;
const MESSAGE = { dataspace: 1, datatype: 3, layout: 8, continuation: 16, symbolTable: 17 } as const;
/** Nodes that are looked at in one file. */
const MOST_STEPS = 20_000;

export class Hdf5File {
  private readonly view: DataView;
  private readonly bytes: Uint8Array;
  private steps = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const isKnown = SIGNATURE.every((byte, i) => bytes[i] === byte) && bytes[8] === 0;
    if (!isKnown || bytes[13] !== 8 || bytes[14] !== 8) throw broken();
  }

  /** @returns null where there is none under this path */
  array(path: readonly string[]): Hdf5Array | null {
    let header = this.address(ROOT_HEADER);
    for (const name of path) {
      const table = this.messages(header).find(({ type }) => type === MESSAGE.symbolTable);
      if (!table) return null;
      const found = this.find(this.address(table.at), this.heap(this.address(table.at + 8)), name);
      if (found === null) return null;
      header = found;
    }
    return this.dataset(header);
  }

  private dataset(header: number): Hdf5Array {
    const messages = this.messages(header);
    const at = (type: number): number => messages.find((message) => message.type === type)?.at ?? this.fail();
    const shape = this.shape(at(MESSAGE.dataspace));
    const type = at(MESSAGE.datatype);
    // Class 1 is floating point; bit 0 of the next byte is set for the most significant byte first.
    const isFloat32 =
      this.byte(type) % 16 === 1 && this.byte(type + 1) % 2 === 0 && this.uint(type + 4, 4) === 4;
    const layout = at(MESSAGE.layout);
    if (!isFloat32 || this.byte(layout) !== 3 || this.byte(layout + 1) !== 1) throw broken();
    const data = this.address(layout + 2);
    const count = shape.reduce((product, dim) => product * dim, 1);
    this.hold(data, 4 * count);
    return {
      shape,
      values: Float32Array.from({ length: count }, (_, i) => this.view.getFloat32(data + 4 * i, true)),
    };
  }

  private shape(at: number): number[] {
    const version = this.byte(at);
    const rank = this.byte(at + 1);
    if (rank > 4 || (version !== 1 && version !== 2)) throw broken();
    return Array.from({ length: rank }, (_, i) => this.uint(at + (version === 1 ? 8 : 4) + 8 * i, 8));
  }

  /** Type and place of the contents of each message of an object, with those of its continuations. */
  private messages(header: number): { readonly type: number; readonly at: number }[] {
    if (this.byte(header) !== 1) throw broken();
    const found: { type: number; at: number }[] = [];
    const blocks = [{ at: header + 16, end: header + 16 + this.uint(header + 8, 4) }];
    for (let block = blocks.shift(); block; block = blocks.shift()) {
      for (let { at } = block; at + 8 <= block.end;) {
        this.step();
        const message = { type: this.uint(at, 2), at: at + 8 };
        const size = this.uint(at + 2, 2);
        found.push(message);
        if (message.type === MESSAGE.continuation) {
          const start = this.address(message.at);
          blocks.push({ at: start, end: start + this.uint(message.at + 8, 8) });
        }
        at += 8 + size;
      }
    }
    return found;
  }

  /** The object header of a name in a group; null where it has none. */
  private find(node: number, heap: number, name: string): number | null {
    this.step();
    const signature = this.text(node, 4);
    if (signature === 'TREE') {
      const children = this.uint(node + 6, 2);
      for (let i = 0; i < children; i++) {
        const found = this.find(this.address(node + 32 + 16 * i), heap, name);
        if (found !== null) return found;
      }
      return null;
    }
    if (signature !== 'SNOD') throw broken();
    const symbols = this.uint(node + 6, 2);
    for (let i = 0; i < symbols; i++) {
      this.step();
      const entry = node + 8 + 40 * i;
      const start = heap + this.uint(entry, 8);
      if (this.text(start, name.length) === name && this.byte(start + name.length) === 0)
        return this.address(entry + 8);
    }
    return null;
  }

  private heap(at: number): number {
    if (this.text(at, 4) !== 'HEAP') throw broken();
    return this.address(at + 24);
  }

  private address(at: number): number {
    const address = this.uint(at, 8);
    this.hold(address, 1);
    return address;
  }

  private uint(at: number, width: 2 | 4 | 8): number {
    this.hold(at, width);
    if (width === 2) return this.view.getUint16(at, true);
    if (width === 4) return this.view.getUint32(at, true);
    return Number(this.view.getBigUint64(at, true));
  }

  private byte(at: number): number {
    this.hold(at, 1);
    return this.bytes[at]!;
  }

  private text(at: number, length: number): string {
    this.hold(at, length);
    return String.fromCharCode(...this.bytes.subarray(at, at + length));
  }

  private hold(at: number, length: number): void {
    if (!(at >= 0 && length >= 0 && at + length <= this.bytes.length)) throw broken();
  }

  private step(): void {
    if (++this.steps > MOST_STEPS) throw broken();
  }

  private fail(): never {
    throw broken();
  }
}

const broken = (): Error => failed(failures.brokenKeras());
