/** Single-precision numbers as base64, least significant byte first, whatever the machine. */
export function base64Floats(values: Float32Array): string {
  let text = '';
  for (const byte of floatBytes(values)) text += String.fromCharCode(byte);
  return btoa(text);
}

/** The bytes of single-precision numbers, least significant first. */
export function floatBytes(values: Float32Array): Uint8Array {
  const view = new DataView(new ArrayBuffer(4 * values.length));
  values.forEach((value, i) => view.setFloat32(4 * i, value, true));
  return new Uint8Array(view.buffer);
}
