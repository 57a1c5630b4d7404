/** A chart as a PNG file: its canvas on the theme's surface colour, below its title. */
import type { Theme } from '#canvas/theme.ts';
import { failed } from '#messages/Failure.ts';
import * as failures from '#messages/generated/exportErrors.ts';

const PAD_PX = 16;
const TITLE_PX = 28;

/** A visible chart: it has a name and pixels. */
export interface ShownChart {
  readonly title: string;
  readonly canvas: HTMLCanvasElement;
}

/** Every named canvas within `root` that has a box, in order. */
export function shownCharts(root: ParentNode): ShownChart[] {
  return [...root.querySelectorAll<HTMLCanvasElement>('canvas[aria-label]')]
    .filter((canvas) => canvas.checkVisibility() && canvas.clientWidth > 0 && canvas.width > 0)
    .map((canvas) => ({ canvas, title: canvas.getAttribute('aria-label') ?? '' }));
}

/** Keeps the pixels of the screen: a high-density display gives a high-density image. */
export async function chartPng({ canvas, title }: ShownChart, theme: Theme): Promise<Blob> {
  const ratio = canvas.width / canvas.clientWidth;
  const picture = document.createElement('canvas');
  picture.width = Math.round(canvas.width + 2 * PAD_PX * ratio);
  picture.height = Math.round(canvas.height + (2 * PAD_PX + TITLE_PX) * ratio);
  const context = picture.getContext('2d');
  if (!context) throw failed(failures.noCanvas());
  context.fillStyle = theme.surface;
  context.fillRect(0, 0, picture.width, picture.height);
  context.drawImage(canvas, PAD_PX * ratio, (PAD_PX + TITLE_PX) * ratio);
  context.scale(ratio, ratio);
  context.font = `600 13px ${theme.font}`;
  context.fillStyle = theme.ink;
  context.textBaseline = 'top';
  context.fillText(title, PAD_PX, PAD_PX, canvas.clientWidth);
  return new Promise((resolve, reject) => {
    picture.toBlob((blob) => {
      if (blob) resolve(blob);
      else reject(failed(failures.notEncoded()));
    }, 'image/png');
  });
}
