/**
 * Text of a lesson, HTML that was made and checked at build time. Its bold phrases are buttons: each applies a change, has a tick
 * while the change is in force, and takes it back when pressed again.
 */
import { useLayoutEffect, useRef, type MouseEvent } from 'react';
import { useStore } from 'zustand';
import { isInForce, toggleChange } from '#commands/lessons.ts';
import type { Html, LessonStep } from '#lessons/Lesson.ts';
import { experimentStore } from '#state/experimentStore.ts';

interface ProseProps {
  readonly html: Html;
  readonly changes?: LessonStep['changes'];
  readonly className?: string;
}

/** One object, so that a text without changes is the same at each render. */
const NO_CHANGES: LessonStep['changes'] = {};

export function Prose({ html, changes = NO_CHANGES, className = '' }: ProseProps) {
  const box = useRef<HTMLDivElement>(null);
  const experiment = useStore(experimentStore, (state) => state.experiment);
  useLayoutEffect(() => {
    if (!html.includes('data-try')) return;
    for (const button of box.current!.querySelectorAll<HTMLButtonElement>('[data-try]')) {
      const known = changes[button.dataset['try']!];
      button.setAttribute('aria-pressed', String(known !== undefined && isInForce(known.change, experiment)));
    }
  }, [html, changes, experiment]);
  const onClick = ({ target }: MouseEvent): void => {
    const button = target instanceof Element ? target.closest<HTMLButtonElement>('[data-try]') : null;
    if (button) toggleChange(button.dataset['try']!);
  };
  return (
    <div
      ref={box}
      className={`lesson-prose ${className}`}
      onClick={onClick}
      dangerouslySetInnerHTML={{ __html: html }}
    />
  );
}
