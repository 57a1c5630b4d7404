/** Where a coach mark stands beside what it is about, within the window. */
import type { Box } from './seenBox.ts';
import type { MarkSide } from './tourMarks.ts';

type Size = Pick<Box, 'width' | 'height'>;

const GAP_PX = 14;
const EDGE_PX = 12;

export function placeMark(target: Box, mark: Size, side: MarkSide, window: Size): Pick<Box, 'left' | 'top'> {
  const centred = target.left + (target.width - mark.width) / 2;
  const free = {
    below: { left: centred, top: target.top + target.height + GAP_PX },
    above: { left: target.left, top: target.top - mark.height - GAP_PX },
    left: { left: target.left - mark.width - GAP_PX - 4, top: target.top + 40 },
    over: { left: centred, top: target.top + EDGE_PX },
  }[side];
  const within = (at: number, size: number, all: number): number =>
    Math.max(EDGE_PX, Math.min(all - size - EDGE_PX, at));
  return {
    left: within(free.left, mark.width, window.width),
    top: within(free.top, mark.height, window.height),
  };
}
