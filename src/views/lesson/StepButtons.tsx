/** Back, Skip and Next of a lesson; Alt with an arrow key does the same. Next opens when the task is done, Skip is there until then. */
import { useEffect, type ReactNode } from 'react';
import { goToStep, leaveLesson } from '#commands/lessons.ts';
import * as say from '#messages/generated/lesson.ts';
import { openLearnPage, stepDone } from '#state/learnStore.ts';
import { Button } from '../controls/Button.tsx';
import { mayGoOn, type PresentStep } from './useLesson.ts';

interface StepButtonsProps {
  readonly present: PresentStep;
  /** Between Back and Next. */
  readonly children?: ReactNode;
}

export function StepButtons({ present, children }: StepButtonsProps) {
  const { at, isLast } = present;
  const isOpen = mayGoOn(present);
  const back = (): void => move(at - 1);
  const next = (): void => {
    if (isOpen) stepDone(at);
    if (!isLast) return move(at + 1);
    leaveLesson();
    openLearnPage();
  };
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      if (event.key === 'ArrowLeft' && at > 0) back();
      else if (event.key === 'ArrowRight' && isOpen) next();
      else return;
      // The browser's Back and Forward.
      event.preventDefault();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  });
  return (
    <>
      <Button className="button" disabled={at === 0} onClick={back}>
        {say.back()}
      </Button>
      {children}
      <span className="lesson-onward">
        {!isOpen && (
          <button type="button" className="button-plain" onClick={next}>
            {say.skip()}
          </button>
        )}
        <Button
          className={isOpen ? 'button-filled' : 'button'}
          disabled={!isOpen}
          title={isOpen ? undefined : say.nextWhenDone()}
          onClick={next}
        >
          {isLast ? say.finish() : say.next()}
        </Button>
      </span>
    </>
  );
}

/** The new step is read from its beginning. */
function move(step: number): void {
  goToStep(step);
  requestAnimationFrame(() => {
    const shown = document.querySelector<HTMLElement>('.lesson-step');
    shown?.focus({ preventScroll: true });
    shown?.closest('.app-data, .lesson-sheet')?.scrollTo({ top: 0 });
  });
}
