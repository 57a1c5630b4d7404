/** QR code (ISO/IEC 18004) of a link as one SVG path: runs of dark modules, a square unit each, with the quiet zone around. */
import { encode } from 'uqr';

/** What the largest code (version 40, level L) holds in byte mode. */
const MOST_BYTES = 2_953;
/** The standard asks for four light modules on each side. */
const QUIET = 4;

export interface QrPicture {
  /** Modules on a side, with the quiet zone. */
  readonly size: number;
  /** Of an SVG path in these units. */
  readonly path: string;
}

/** @returns null where the text is too long for any code */
export function qrPicture(text: string): QrPicture | null {
  if (new TextEncoder().encode(text).length > MOST_BYTES) return null;
  const { size, data } = encode(text, { ecc: 'L', boostEcc: true, border: QUIET });
  const runs = data.flatMap((row, y) => runsOf(row).map(([x, count]) => `M${x} ${y}h${count}v1h-${count}z`));
  return { size, path: runs.join('') };
}

function runsOf(row: readonly boolean[]): [x: number, count: number][] {
  const runs: [number, number][] = [];
  row.forEach((isDark, x) => {
    const last = runs.at(-1);
    if (isDark && last && last[0] + last[1] === x) last[1]++;
    else if (isDark) runs.push([x, 1]);
  });
  return runs;
}

/** @param modulePx side of a module, so that no edge is blurred */
export async function qrPng({ size, path }: QrPicture, modulePx: number): Promise<Blob | null> {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = size * modulePx;
  const context = canvas.getContext('2d');
  if (!context) return null;
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.scale(modulePx, modulePx);
  context.fillStyle = '#000';
  context.fill(new Path2D(path));
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/png'));
}
