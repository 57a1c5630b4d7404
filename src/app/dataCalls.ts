/** Implementation of `FanoutData.ts`. */
import type { PageData } from '#commands/pageData.ts';
import { inputScalings } from '#data/inputScalings.ts';
import { samplesCsv } from '#data/samplesCsv.ts';
import {
  addPoints,
  clearPoints,
  drawnCount,
  drawnPoints,
  erasePoints,
  movePoint,
  relabelPoints,
  type DrawnSpec,
} from '#experiment/drawnPoints.ts';
import { DEFAULT_DRAWN } from '#experiment/dataFacts.ts';
import type { Experiment } from '#experiment/experiment.ts';
import { switchData, switchDataSet } from '#experiment/withDataSet.ts';
import { failed } from '#messages/Failure.ts';
import * as failures from '#messages/generated/callErrors.ts';
import type { FanoutData } from './FanoutData.ts';

interface DataCallParts {
  readonly pageData: Pick<PageData, 'ready'>;
  present(): Experiment;
  /** Sets an experiment and resolves when the engine has taken it. */
  bring(next: Experiment): Promise<void>;
}

export function createDataCalls({ pageData, present, bring }: DataCallParts): FanoutData {
  const drawn = (): DrawnSpec => present().data.drawn ?? DEFAULT_DRAWN;

  async function change(next: DrawnSpec): Promise<void> {
    const experiment = switchDataSet(present(), 'drawn');
    await bring(switchData(experiment, { ...experiment.data, drawn: next }));
  }

  return {
    points: () => (present().data.drawn ? drawnPoints(drawn()) : []),
    async add(points) {
      for (const point of points) checkPoint(point);
      const before = drawnCount(drawn());
      const next = addPoints(drawn(), points);
      await change(next);
      return drawnCount(next) - before;
    },
    async erase({ x1, x2, radius }) {
      checkPoint([x1, x2, radius]);
      const before = drawn();
      const next = erasePoints(before, x1, x2, radius);
      if (next !== before) await change(next);
      return drawnCount(before) - drawnCount(next);
    },
    async move(index, { x1, x2 }) {
      checkPoint([x1, x2, 0]);
      const before = drawn();
      const count = drawnCount(before);
      if (!Number.isInteger(index) || index < 0 || index >= count) {
        throw failed(failures.noPoint({ index: String(index), count }));
      }
      const next = movePoint(before, index, x1, x2);
      if (next !== before) await change(next);
    },
    async relabel({ x1, x2, radius, label }) {
      checkPoint([x1, x2, label]);
      checkPoint([x1, x2, radius]);
      const before = drawn();
      const next = relabelPoints(before, x1, x2, radius, label);
      if (next !== before) await change(next);
      return drawnPoints(before).filter(([a, b]) => Math.hypot(a - x1, b - x2) <= radius).length;
    },
    async clear() {
      if (drawnCount(drawn()) > 0) await change(clearPoints(drawn()));
    },
    async inputs() {
      return inputScalings(present(), await pageData.ready());
    },
    async csv() {
      return samplesCsv(present(), await pageData.ready());
    },
  };
}

function checkPoint(point: readonly unknown[]): void {
  const isPoint = Array.isArray(point) && point.length === 3 && point.every((each) => Number.isFinite(each));
  if (!isPoint) throw failed(failures.wrongPoint());
}
