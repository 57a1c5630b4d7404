/**
 * Reads Protocol Buffers of untrusted files: fields in any order, each length held to what is left, nothing allocated for a
 * length that the file only claims.
 */
import { failed } from '#messages/Failure.ts';
import * as failures from '#messages/generated/modelErrors.ts';

export interface ProtoField {
  readonly number: number;
  /** Of a varint; as a signed whole number. */
  readonly int: number;
  /** Of a field with a length or of fixed size: a view of the file. */
  readonly bytes: Uint8Array;
}

const NONE = new Uint8Array();

/** @throws where the bytes are no message */
export function protoFields(bytes: Uint8Array): ProtoField[] {
  const fields: ProtoField[] = [];
  let at = 0;
  const varint = (): number => {
    let low = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = bytes[at++];
      if (byte === undefined) throw failed(failures.brokenOnnx());
      low |= BigInt(byte & 127) << shift;
      if (byte < 128) return Number(BigInt.asIntN(64, low));
    }
    throw failed(failures.brokenOnnx());
  };
  const take = (length: number): Uint8Array => {
    if (!(length >= 0) || length > bytes.length - at) throw failed(failures.brokenOnnx());
    at += length;
    return bytes.subarray(at - length, at);
  };
  while (at < bytes.length) {
    const tag = varint();
    const [number, wire] = [Math.floor(tag / 8), tag % 8];
    if (number < 1) throw failed(failures.brokenOnnx());
    if (wire === 0) fields.push({ number, int: varint(), bytes: NONE });
    else if (wire === 1) fields.push({ number, int: 0, bytes: take(8) });
    else if (wire === 2) fields.push({ number, int: 0, bytes: take(varint()) });
    else if (wire === 5) fields.push({ number, int: 0, bytes: take(4) });
    else throw failed(failures.brokenOnnx());
  }
  return fields;
}

export const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
export const lastBytes = (fields: readonly ProtoField[], number: number): Uint8Array =>
  fields.findLast((field) => field.number === number)?.bytes ?? NONE;
export const lastText = (fields: readonly ProtoField[], number: number): string =>
  text(lastBytes(fields, number));
export const lastInt = (fields: readonly ProtoField[], number: number, otherwise = 0): number =>
  fields.findLast((field) => field.number === number)?.int ?? otherwise;
export const allBytes = (fields: readonly ProtoField[], number: number): Uint8Array[] =>
  fields.filter((field) => field.number === number).map((field) => field.bytes);

/** Repeated whole numbers, packed or not. */
export function ints(fields: readonly ProtoField[], number: number): number[] {
  return fields
    .filter((field) => field.number === number)
    .flatMap(({ bytes, int }) => (bytes.length > 0 ? unpacked(bytes) : [int]));
}

function unpacked(bytes: Uint8Array): number[] {
  const values: number[] = [];
  let value = 0;
  let scale = 1;
  for (const byte of bytes) {
    value += (byte & 127) * scale;
    scale *= 128;
    if (byte >= 128) continue;
    values.push(value);
    [value, scale] = [0, 1];
  }
  return values;
}

/** Numbers of single or double precision, least significant byte first. */
export function floats(bytes: Uint8Array, width: 4 | 8): Float64Array {
  if (bytes.length % width !== 0) throw failed(failures.brokenOnnx());
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Float64Array.from({ length: bytes.length / width }, (_, i) =>
    width === 4 ? view.getFloat32(4 * i, true) : view.getFloat64(8 * i, true),
  );
}
