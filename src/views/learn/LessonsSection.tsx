/** All lessons in their groups, with how far the reader has come in each. */
import { Check, ChevronLeft } from 'lucide-react';
import { useStore } from 'zustand';
import { showLesson } from '#commands/lessons.ts';
import { LESSON_GROUPS, type LessonEntry } from '#lessons/Lesson.ts';
import { LESSONS } from '#lessons/generated/registry.ts';
import { lessonTexts } from '#lessons/lessonTexts.ts';
import * as say from '#messages/generated/learn.ts';
import { presentLanguage } from '#messages/say.ts';
import { closeLearnPage, learnStore, type LessonProgress } from '#state/learnStore.ts';
import { useOnePart } from '../useLayout.ts';

const GROUP_NAMES = { works: say.works, learns: say.learns, data: say.data, answers: say.answers };

export function LessonsSection() {
  const progress = useStore(learnStore, (state) => state.progress);
  const done = LESSONS.filter((lesson) => isDone(lesson, progress[lesson.id])).length;
  const groups = LESSON_GROUPS.map((group) => ({
    group,
    lessons: LESSONS.filter((lesson) => lesson.group === group),
  })).filter(({ lessons }) => lessons.length > 0);
  return (
    <section className="learn-section">
      <div className="learn-head">
        <h1>{say.lessons()}</h1>
        <span className="learn-note">{say.doneOf({ done, all: LESSONS.length })}</span>
        <HeadButtons progress={progress} />
      </div>
      <div className="lesson-groups">
        {groups.map(({ group, lessons }) => (
          <section key={group}>
            <h2>{GROUP_NAMES[group]()}</h2>
            <ol>
              {lessons.map((lesson) => (
                <LessonLine key={lesson.id} lesson={lesson} progress={progress[lesson.id]} />
              ))}
            </ol>
          </section>
        ))}
      </div>
    </section>
  );
}

function HeadButtons({ progress }: { readonly progress: Readonly<Record<string, LessonProgress>> }) {
  const onePart = useOnePart();
  const begun = LESSONS.find((lesson) => progress[lesson.id] && !isDone(lesson, progress[lesson.id]));
  const next = begun ?? LESSONS.find((lesson) => !isDone(lesson, progress[lesson.id]));
  const title = next && lessonTexts(next, presentLanguage()).title;
  return (
    <div className="learn-buttons">
      {next && title !== undefined && (
        <button type="button" className="button-filled" onClick={() => showLesson(next.id)}>
          {begun ? say.continueWith({ title }) : say.startWith({ title })}
        </button>
      )}
      {!onePart && (
        <button type="button" className="button" onClick={closeLearnPage}>
          <ChevronLeft size={16} strokeWidth={1.75} aria-hidden />
          {say.back()}
        </button>
      )}
    </div>
  );
}

interface LessonLineProps {
  readonly lesson: LessonEntry;
  readonly progress: LessonProgress | undefined;
}

function LessonLine({ lesson, progress }: LessonLineProps) {
  const { title, about } = lessonTexts(lesson, presentLanguage());
  const number = LESSONS.indexOf(lesson) + 1;
  const all = lesson.steps;
  const done = progress?.done.length ?? 0;
  return (
    <li>
      <button type="button" className="lesson-line" onClick={() => showLesson(lesson.id)}>
        <span className="lesson-number" aria-hidden>
          {number}
        </span>
        <span className="lesson-words">
          <b>{title}</b>
          <span>{about}</span>
          <span className="lesson-facts">
            {say.minutes({ minutes: lesson.minutes })}
            {isDone(lesson, progress) ? (
              <span className="lesson-done">
                <Check size={14} strokeWidth={2} aria-hidden />
                {say.done()}
              </span>
            ) : (
              progress && (
                <span className="lesson-steps" role="img" aria-label={say.stepsDone({ done, all })}>
                  {Array.from({ length: all }, (_, i) => (
                    <i key={i} data-done={progress.done.includes(i) || undefined} />
                  ))}
                </span>
              )
            )}
          </span>
        </span>
      </button>
    </li>
  );
}

const isDone = ({ steps }: LessonEntry, progress: LessonProgress | undefined): boolean =>
  progress !== undefined && progress.done.length >= steps;
