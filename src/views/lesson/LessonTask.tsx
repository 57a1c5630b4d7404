/** The task of a step: its goal, how to go about it, and how far it is, live. */
import { Check } from 'lucide-react';
import * as conditions from '#messages/generated/conditions.ts';
import * as say from '#messages/generated/lesson.ts';
import { meterShare } from '#scene/learn/meterShare.ts';
import { Prose } from './Prose.tsx';
import type { PresentStep } from './useLesson.ts';
import { useStepWatch, type WatchedLine } from './useStepWatch.ts';

/** Lines that are longer say more than a reader takes in at a glance: the task has said it better. */
const MOST_CHARACTERS = 48;

export function LessonTask({ present }: { readonly present: PresentStep }) {
  const { step, isDone } = present;
  const { lines, isBusy } = useStepWatch(present);
  const { goal, how } = step.task!;
  const shown = lines.filter(
    (line) => line.goal !== undefined && line.heldAtStart !== true && line.text.length <= MOST_CHARACTERS,
  );
  return (
    <section className="lesson-block">
      <div className="lesson-goal">
        <h4 dangerouslySetInnerHTML={{ __html: goal }} />
        {isDone && (
          <span className="lesson-done">
            <Check size={14} strokeWidth={2} aria-hidden />
            {say.taskDone()}
          </span>
        )}
      </div>
      {how !== '' && <Prose html={how} changes={step.changes} className="lesson-how" />}
      {!isDone && shown.map((line) => <Meter key={line.text} line={line} />)}
      {isBusy && (
        <p className="lesson-small" role="status">
          {conditions.busy()}
        </p>
      )}
    </section>
  );
}

/** The goal is a mark on the line; what is reached fills it up to there. */
function Meter({ line }: { readonly line: WatchedLine }) {
  const share = meterShare(line);
  return (
    <div className="lesson-meter" data-holds={line.holds === true || undefined}>
      <p>
        {line.holds === true && <Check size={14} strokeWidth={2} aria-hidden />}
        {line.withNow}
      </p>
      <div className="lesson-track" aria-hidden>
        <i style={{ width: `${share * 100}%` }} />
        <b />
      </div>
    </div>
  );
}
