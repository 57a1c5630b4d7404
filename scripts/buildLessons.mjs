/**
 * Compiles the lessons of `src/lessons/content/` into `src/lessons/generated/`: a module for each lesson and language, loaded when
 * it is opened, and the list of them all. A new folder is all that a new lesson takes (docs/adding.md).
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compileLesson } from './compileLesson.mjs';

const LESSONS = fileURLToPath(new URL('../src/lessons/', import.meta.url));
const CONTENT = join(LESSONS, 'content');
const GENERATED = join(LESSONS, 'generated');
const FIELDS = ['order', 'group', 'minutes', 'steps'];

/** All lessons by their order, each with its plan and its texts by language. */
export function readLessons() {
  const lessons = readdirSync(CONTENT).map((id) => {
    const folder = join(CONTENT, id);
    const plan = JSON.parse(readFileSync(join(folder, 'lesson.json'), 'utf8'));
    for (const field of FIELDS)
      if (!(field in plan)) throw new Error(`Lesson ${id}: lesson.json lacks ${field}.`);
    if (!existsSync(join(folder, 'en.md'))) throw new Error(`Lesson ${id}: there is no en.md.`);
    const texts = readdirSync(folder)
      .filter((file) => file.endsWith('.md'))
      .map((file) => [file.slice(0, -3), readFileSync(join(folder, file), 'utf8')]);
    const inLanguages = Object.fromEntries(
      texts.map(([language, markdown]) => [language, compileLesson(id, plan, markdown)]),
    );
    return { id, plan, inLanguages };
  });
  lessons.sort((a, b) => a.plan.order - b.plan.order);
  for (const [i, { id, plan }] of lessons.entries()) {
    if (lessons[i + 1]?.plan.order === plan.order) {
      throw new Error(`Lessons ${id} and ${lessons[i + 1].id} have one order.`);
    }
  }
  return lessons;
}

function build() {
  mkdirSync(GENERATED, { recursive: true });
  const lessons = readLessons();
  const files = new Map([['registry', registry(lessons)]]);
  for (const { id, inLanguages } of lessons) {
    for (const [language, lesson] of Object.entries(inLanguages)) {
      const text = JSON.stringify(lesson);
      files.set(`${id}.${language}`, [
        "import type { Lesson } from '../Lesson.ts';",
        '',
        `export const lesson: Lesson = ${text};`,
      ]);
    }
  }
  for (const [name, lines] of files) write(`${name}.ts`, lines);
  for (const file of readdirSync(GENERATED)) if (!files.has(file.slice(0, -3))) rmSync(join(GENERATED, file));
}

function registry(lessons) {
  const entries = lessons.flatMap(({ id, plan: { group, minutes, steps }, inLanguages }) => {
    const languages = Object.entries(inLanguages);
    const texts = Object.fromEntries(
      languages.map(([language, { title, about }]) => [language, { title, about }]),
    );
    return [
      '  {',
      `    id: '${id}', group: '${group}', minutes: ${minutes}, steps: ${steps.length},`,
      `    texts: ${JSON.stringify(texts)},`,
      `    load: { ${languages.map(([language]) => `'${language}': () => import('./${id}.${language}.ts')`).join(', ')} },`,
      '  },',
    ];
  });
  return [
    "import type { LessonEntry } from '../Lesson.ts';",
    '',
    'export const LESSONS: readonly LessonEntry[] = [',
    ...entries,
    '];',
  ];
}

/** Written only when it has changed: watchers and build caches go by the time of a file. */
function write(name, lines) {
  const path = join(GENERATED, name);
  const text = `// Made by scripts/buildLessons.mjs from src/lessons/content/. Do not edit.\n${lines.join('\n')}\n`;
  try {
    if (readFileSync(path, 'utf8') === text) return;
  } catch {
    // Not there yet.
  }
  writeFileSync(path, text);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) build();
