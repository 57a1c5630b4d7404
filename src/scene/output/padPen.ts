/** The pen of the digit pad, moved by keys. */
export interface Pen {
  /** From 0 to 1, from the top left. */
  readonly x: number;
  readonly y: number;
  readonly isDown: boolean;
}

const STEP = 1 / 16;

/** The pen after a key; null for other keys. */
export function penAfter(key: string, pen: Pen): Pen | null {
  const moved = (dx: number, dy: number): Pen => ({
    ...pen,
    x: Math.min(1 - STEP, Math.max(STEP, pen.x + dx * STEP)),
    y: Math.min(1 - STEP, Math.max(STEP, pen.y + dy * STEP)),
  });
  switch (key) {
    case 'ArrowLeft':
      return moved(-1, 0);
    case 'ArrowRight':
      return moved(1, 0);
    case 'ArrowUp':
      return moved(0, -1);
    case 'ArrowDown':
      return moved(0, 1);
    case ' ':
    case 'Enter':
      return { ...pen, isDown: !pen.isDown };
    case 'Delete':
    case 'Backspace':
      return { ...pen, isDown: false };
    default:
      return null;
  }
}

export function penText(pen: Pen, before: Pen): string {
  const at = `${Math.round(pen.x * 100)} % from the left, ${Math.round(pen.y * 100)} % from the top`;
  if (pen.isDown !== before.isDown) return `${pen.isDown ? 'Pen down' : 'Pen up'}, ${at}.`;
  return `${pen.isDown ? 'Drawn to' : 'Pen at'} ${at}.`;
}
