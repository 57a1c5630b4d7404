/** The pen of the digit pad, moved by keys. */
import * as say from '#messages/generated/digits.ts';

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
  const place = say.penPlace({ left: Math.round(pen.x * 100), top: Math.round(pen.y * 100) });
  if (pen.isDown !== before.isDown) return pen.isDown ? say.penDown({ place }) : say.penUp({ place });
  return pen.isDown ? say.drawnTo({ place }) : say.penAt({ place });
}
