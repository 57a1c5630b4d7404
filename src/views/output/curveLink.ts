/** The cursor of the learning curves, in epochs: the charts of the output and the history strip show the same one. */
import { createPlotLink } from '../plot/plotLink.ts';

export const curveLink = createPlotLink();
