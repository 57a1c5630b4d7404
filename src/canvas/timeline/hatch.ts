/** Hatching of the batch wait, one pattern per colour; it moves with the bars. */
const SIDE_PX = 4;

export function createHatch(): (
  context: CanvasRenderingContext2D,
  color: string,
  offsetPx: number,
) => CanvasPattern | string {
  let known: { readonly color: string; readonly pattern: CanvasPattern } | null = null;
  return (context, color, offsetPx) => {
    if (known?.color !== color) {
      const pattern = context.createPattern(tile(color), 'repeat');
      if (!pattern) return color;
      known = { color, pattern };
    }
    known.pattern.setTransform({ e: offsetPx % SIDE_PX });
    return known.pattern;
  };
}

function tile(color: string): OffscreenCanvas {
  const canvas = new OffscreenCanvas(SIDE_PX, SIDE_PX);
  const context = canvas.getContext('2d');
  if (!context) return canvas;
  context.strokeStyle = color;
  context.lineWidth = 1.3;
  context.beginPath();
  // One diagonal, repeated at the corners where the tile repeats.
  for (const shift of [-SIDE_PX, 0, SIDE_PX]) {
    context.moveTo(shift - 1, SIDE_PX + 1);
    context.lineTo(shift + SIDE_PX + 1, -1);
  }
  context.stroke();
  return canvas;
}
