/**
 * Plays every lesson: each step's condition does not hold when the step is opened, and holds once what `play.json` says has been done,
 * which is what the text asks for. Steps that need a server, digits or a device say so there and are played by e2e/lessons.spec.ts.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseExperiment } from '#experiment/parseExperiment.ts';
import { ConditionWatch } from './conditions/ConditionWatch.ts';
import { LESSONS } from './generated/registry.ts';
import { LessonPlayer, type Act } from './testing/LessonPlayer.ts';

/** Acts of a step; null where it has no condition; a sentence where the reference cannot play it. */
type Play = readonly Act[] | string | null;

const playOf = (id: string): readonly Play[] => {
  const file = join(import.meta.dirname, 'content', id, 'play.json');
  if (!existsSync(file)) throw new Error(`Lesson ${id} lacks play.json: what its reader does in each step.`);
  return JSON.parse(readFileSync(file, 'utf8')) as Play[];
};

test.each(LESSONS.map(({ id, load }) => [id, load] as const))('%s', async (id, load) => {
  const { lesson } = await load['en']!();
  const plays = playOf(id);
  expect(plays).toHaveLength(lesson.steps.length);
  const player = new LessonPlayer();
  for (const [i, step] of lesson.steps.entries()) {
    const name = `step ${i + 1}, ${step.condition}`;
    const play = plays[i]!;
    if (step.open && typeof play !== 'string') player.open(parseExperiment(step.open));
    if (step.condition === undefined) expect(play, name).toBeNull();
    else if (typeof play !== 'string') {
      const watch = new ConditionWatch(step.condition, step.keep);
      expect(player.see(watch), `${name}, when it is opened`).toBe('notYet');
      for (const act of play) player.do(act, step, watch);
      expect(watch.state, `${name}, when it is done`).toBe('met');
    }
  }
});
