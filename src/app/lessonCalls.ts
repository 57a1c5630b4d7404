/** Implementation of `FanoutLessons.ts`. Lessons are loaded when they are asked for. */
import { importModule } from '#commands/importModule.ts';
import { failed } from '#messages/Failure.ts';
import * as failures from '#messages/generated/callErrors.ts';
import * as say from '#messages/generated/learn.ts';
import { learnStore } from '#state/learnStore.ts';
import type { FanoutLessons, LessonState } from './FanoutLessons.ts';

/** @param whenTaken resolves when the engine has taken the present experiment */
export function createLessonCalls(whenTaken: () => Promise<void>): FanoutLessons {
  const bring = () => importModule(say.theLesson, () => import('#commands/lessons.ts'));
  return {
    async lessons() {
      return (await bring()).lessonSummaries();
    },
    async lesson(id, step) {
      if (id === undefined) return present();
      if (typeof id !== 'string') throw failed(failures.lessonIsNoText());
      await (await bring()).openLesson(id, step === undefined ? undefined : step - 1);
      await whenTaken();
      return present();
    },
  };
}

function present(): LessonState | null {
  const { lesson, step, progress } = learnStore.getState();
  if (!lesson) return null;
  const { id, title, steps } = lesson;
  const { condition } = steps[step]!;
  return {
    id,
    title,
    step: step + 1,
    steps: steps.length,
    ...(condition === undefined ? {} : { condition }),
    done: progress[id]?.done.includes(step) ?? false,
  };
}
