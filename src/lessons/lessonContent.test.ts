/** Reads every lesson of the registry, in every language, and says what one lacks. */
import { expect, test } from 'vitest';
import { changeExperiment } from '#experiment/changeExperiment.ts';
import { defaultExperiment } from '#experiment/defaults.ts';
import type { Experiment } from '#experiment/experiment.ts';
import { parseExperiment } from '#experiment/parseExperiment.ts';
import { ConditionWatch } from './conditions/ConditionWatch.ts';
import { LESSONS } from './generated/registry.ts';
import { isHighlight } from './highlights.ts';
import { LESSON_GROUPS, type Lesson, type LessonStep } from './Lesson.ts';

const READ = LESSONS.flatMap((entry) => Object.keys(entry.load).map((language) => ({ entry, language })));

test('there are lessons, each with a name of its own, in the order of the groups', () => {
  expect(LESSONS.length).toBeGreaterThan(0);
  const groups = LESSONS.map(({ group }) => LESSON_GROUPS.indexOf(group));
  expect(groups).not.toContain(-1);
  expect(groups).toEqual(groups.toSorted((a, b) => a - b));
  for (const { id, load } of LESSONS) {
    expect(id).toMatch(/^[a-z][a-z0-9-]*$/);
    expect(Object.keys(load)).toContain('en');
  }
});

test.each(READ.map(({ entry, language }) => [entry.id, language, entry] as const))(
  '%s in %s can be opened, step by step',
  async (_, language, entry) => {
    const { lesson } = await entry.load[language]!();
    expect(lesson.steps).toHaveLength(entry.steps);
    expect(lesson.steps[0]!.open, 'the first step opens an experiment').toBeDefined();
    let start = defaultExperiment();
    for (const step of lesson.steps) {
      if (step.open) start = parseExperiment(step.open);
      checkStep(step, start);
    }
    expect(actsOf(lesson)).toEqual(actsOf((await entry.load['en']!()).lesson));
  },
);

function checkStep(step: LessonStep, start: Experiment): void {
  for (const { change } of Object.values(step.changes)) changeExperiment(start, change);
  if (step.condition !== undefined)
    expect(new ConditionWatch(step.condition, step.keep).state).toBe('notYet');
  if (step.highlight) expect(isHighlight(step.highlight.control), step.highlight.control).toBe(true);
  const words = step.text.replace(/<[^>]*>/g, ' ').split(/\s+/).length;
  expect(words, `"${step.title}" is one idea`).toBeLessThan(190);
  expect(step.task ?? step.ask, `"${step.title}" wants something to do or to guess`).toBeDefined();
}

/** What a translation cannot change. */
const actsOf = ({ steps }: Lesson): unknown =>
  steps.map(({ open, changes, condition, highlight, ask }) => ({
    open,
    changes,
    condition,
    control: highlight?.control,
    right: ask?.options.map(({ isRight }) => isRight),
  }));
