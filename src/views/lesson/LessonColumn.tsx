/** A lesson in place of the data: head, step, and under it Back, Skip and Next. */
import { ChevronLeft, X } from 'lucide-react';
import * as say from '#messages/generated/lesson.ts';
import { leaveLesson } from '#commands/lessons.ts';
import { openLearnPage } from '#state/learnStore.ts';
import { hint } from '../hint/hint.ts';
import { Highlight } from './Highlight.tsx';
import { LessonStepView, StepDots } from './LessonStepView.tsx';
import { StepButtons } from './StepButtons.tsx';
import { useLesson } from './useLesson.ts';
import './Lesson.css';

export function LessonColumn() {
  const present = useLesson();
  if (!present) return null;
  const { lesson, number, all } = present;
  return (
    <div className="lesson-column">
      <div className="lesson-head">
        <button type="button" className="button-plain" onClick={openLearnPage}>
          <ChevronLeft size={16} strokeWidth={1.75} aria-hidden />
          {say.all()}
        </button>
        <span>{say.place({ number, all })}</span>
        <button
          type="button"
          className="button-plain"
          aria-label={say.leave()}
          {...hint(say.leave())}
          onClick={leaveLesson}
        >
          <X size={16} strokeWidth={1.75} aria-hidden />
        </button>
      </div>
      <h2 className="lesson-title">{lesson.title}</h2>
      <StepDots present={present} />
      <LessonStepView key={`${lesson.id} ${present.at}`} present={present} />
      <div className="lesson-foot">
        <StepButtons present={present} />
      </div>
      <Highlight highlight={present.isDone ? undefined : present.step.highlight} />
    </div>
  );
}
