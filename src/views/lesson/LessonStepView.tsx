/** One step: text, formula for those who ask, question, task, hints after a while, and what has been seen. */
import { useEffect, useState } from 'react';
import * as say from '#messages/generated/lesson.ts';
import { LessonAsk } from './LessonAsk.tsx';
import { LessonTask } from './LessonTask.tsx';
import { Prose } from './Prose.tsx';
import type { PresentStep } from './useLesson.ts';
import './LessonStep.css';

/** Before that, a hint would spoil the trying. */
const HINT_AFTER_MS = 20_000;

export function StepDots({ present }: { readonly present: PresentStep }) {
  const { lesson, at, done } = present;
  const all = lesson.steps.length;
  return (
    <div className="lesson-dots">
      <span aria-hidden>
        {lesson.steps.map((_, i) => (
          <i key={i} data-state={i === at ? 'on' : done.includes(i) ? 'done' : undefined} />
        ))}
      </span>
      {say.step({ step: at + 1, all })}
    </div>
  );
}

export function LessonStepView({ present }: { readonly present: PresentStep }) {
  const { lesson, step, at, guess, isDone, isRevealed, isLast } = present;
  return (
    <div className="lesson-step" tabIndex={-1}>
      <h3>{step.title}</h3>
      <Prose html={step.text} changes={step.changes} />
      {step.formula !== undefined && (
        <details className="lesson-formula">
          <summary>{say.showFormula()}</summary>
          <Prose html={step.formula} />
        </details>
      )}
      {step.ask && <LessonAsk ask={step.ask} step={at} guess={guess} isRevealed={isRevealed} />}
      {step.task && <LessonTask present={present} />}
      {!isDone && <Hints hints={step.hints} />}
      <div aria-live="polite">
        {isDone && step.done !== undefined && <Prose html={step.done} className="lesson-seen" />}
      </div>
      {isLast && lesson.sources !== '' && (
        <section className="lesson-block">
          <h4>{say.sources()}</h4>
          <Prose html={lesson.sources} />
        </section>
      )}
    </div>
  );
}

function Hints({ hints }: { readonly hints: readonly string[] }) {
  const [shown, setShown] = useState(0);
  const [isTime, setTime] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setTime(true), HINT_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  if (!isTime || hints.length === 0) return null;
  return (
    <div className="lesson-hints">
      {hints.slice(0, shown).map((hint) => (
        <Prose key={hint} html={hint} />
      ))}
      {shown < hints.length && (
        <button type="button" className="lesson-link" onClick={() => setShown(shown + 1)}>
          {say.hint({ number: shown + 1, all: hints.length })}
        </button>
      )}
    </div>
  );
}
