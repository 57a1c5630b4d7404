/** The drawn points with what is in the hand: tool, class or value, and size of the brush. */
import { useState } from 'react';
import { useStore } from 'zustand';
import { DEFAULT_DRAWN, factsOf } from '#experiment/dataFacts.ts';
import { drawnCount, type DrawnSpec } from '#experiment/drawnPoints.ts';
import type { Experiment } from '#experiment/experiment.ts';
import { isSameJson } from '#experiment/isSameJson.ts';
import { switchData } from '#experiment/withDataSet.ts';
import { BRUSH, type Pen, type Tool } from '#scene/drawing/brush.ts';
import { experimentStore } from '#state/experimentStore.ts';
import { useCommands } from '../../CommandsContext.ts';
import { useExperiment } from '../../useExperiment.ts';

/** Changes the points. Those of one gesture make one undo step. */
export type ChangeDrawn = (change: (spec: DrawnSpec) => DrawnSpec, gesture?: string) => void;

export interface Drawing {
  readonly spec: DrawnSpec;
  readonly count: number;
  /** Names of the classes; empty for values. */
  readonly classes: readonly string[];
  readonly pen: Pen;
  /** Whether the last undo step is one of points. */
  readonly canUndo: boolean;
  setTool(tool: Tool): void;
  /** Takes the brush with this label. */
  setLabel(label: number): void;
  setRadius(radius: number): void;
  readonly change: ChangeDrawn;
}

export function useDrawn(): { spec: DrawnSpec; classes: readonly string[]; change: ChangeDrawn } {
  const { edit } = useCommands();
  const data = useExperiment((experiment) => experiment.data);
  const change: ChangeDrawn = (next, gesture) => edit((experiment) => withDrawn(experiment, next), gesture);
  return { spec: data.drawn ?? DEFAULT_DRAWN, classes: factsOf(data).classes, change };
}

export function useDrawing(): Drawing {
  const { spec, classes, change } = useDrawn();
  const [tool, setTool] = useState<Tool>('brush');
  const [classIndex, setClassIndex] = useState(0);
  const [value, setValue] = useState(1);
  const [radius, setRadius] = useState<number>(BRUSH.start);
  const canUndo = useStore(experimentStore, ({ past, experiment }) => isOfPoints(past.at(-1), experiment));
  const label = spec.labels === 'values' ? value : Math.min(classIndex, spec.classes - 1);
  return {
    spec,
    count: drawnCount(spec),
    classes,
    pen: { tool, label, radius },
    canUndo,
    setTool,
    setLabel(next) {
      setTool('brush');
      if (spec.labels === 'values') setValue(next);
      else setClassIndex(next);
    },
    setRadius,
    change,
  };
}

/** Other labels or classes change the task, and with it loss and output; points alone change nothing else. */
function withDrawn(experiment: Experiment, change: (spec: DrawnSpec) => DrawnSpec): Experiment {
  const { data } = experiment;
  if (data.set !== 'drawn') return experiment;
  const before = data.drawn ?? DEFAULT_DRAWN;
  const drawn = change(before);
  // What changes nothing is no undo step.
  if (isSameJson(drawn, before)) return experiment;
  const next = { ...data, drawn };
  const isSameTask = drawn.labels === before.labels && drawn.classes === before.classes;
  return isSameTask ? { ...experiment, data: next } : switchData(experiment, next);
}

function isOfPoints(before: Experiment | undefined, after: Experiment): boolean {
  const [from, to] = [before?.data, after.data];
  if (!from?.drawn || !to.drawn || from.set !== 'drawn' || to.set !== 'drawn') return false;
  return from.drawn.points !== to.drawn.points && isSameJson({ ...from, drawn: 0 }, { ...to, drawn: 0 });
}
