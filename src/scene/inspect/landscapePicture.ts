/** The landscape of the loss as a picture: logarithmic shades, contours at even steps of them, the path of the run, and where it stands. */
import type { LandscapePicture } from '#canvas/inspect/paintLandscape.ts';
import type { Answer } from '#commands/questions.ts';
import * as say from '#messages/generated/inspect.ts';
import { lossText } from '#messages/valueText.ts';
import { contour } from './contour.ts';

type Landscape = Answer<'landscape'>;

const LEVELS = 9;

export function landscapePicture({ side, losses, middle, radius, path }: Landscape): LandscapePicture {
  const finite = [...losses].filter((loss) => Number.isFinite(loss));
  const low = Math.max(1e-12, Math.min(...finite));
  // A loss that is beyond all bounds would leave no shades for the rest.
  const high = Math.max(low * 1.001, Math.min(Math.max(...finite), low * 1e6));
  const span = Math.log(high / low);
  const shades = Float32Array.from(losses, (loss) =>
    Number.isFinite(loss) ? Math.min(1, Math.max(0, Math.log(loss / low) / span)) : 1,
  );
  const contours = Array.from({ length: LEVELS - 1 }, (_, i) => contour(shades, side, (i + 1) / LEVELS));
  const place = (a: number, b: number): [number, number] => [
    (1 + (a - middle[0]) / radius) / 2,
    (1 - (b - middle[1]) / radius) / 2,
  ];
  const points: (readonly [number, number])[] = [];
  for (let i = 0; i + 1 < path.length; i += 2) points.push(place(path[i]!, path[i + 1]!));
  return {
    side,
    shades,
    contours,
    path: points,
    here: place(0, 0),
    texts: {
      low: say.lossFrom({ loss: lossText(low) }),
      high: lossText(high),
      start: say.start(),
      here: say.now(),
    },
  };
}

/** The present loss, the least and the largest, in a sentence; with the lowest place as seen from the present. */
export function landscapeText(answer: Landscape): string {
  const { side, losses, middle, radius, samples } = answer;
  let best = -1;
  for (let i = 0; i < losses.length; i++) if (best < 0 || losses[i]! < losses[best]!) best = i;
  const step = (2 * radius) / (side - 1);
  const right = middle[0] - radius + (best % side) * step;
  const up = middle[1] + radius - Math.floor(best / side) * step;
  const finite = [...losses].filter((loss) => Number.isFinite(loss));
  return say.landscapeText({
    samples,
    least: lossText(Math.min(...finite)),
    most: lossText(Math.max(...finite)),
    away: (Math.hypot(right, up) / radius).toFixed(2),
  });
}
