/**
 * Compiles a lesson of `src/lessons/content/`: `lesson.json`, what the steps do, and `LANGUAGE.md`, what they say. Markdown becomes
 * HTML, formulas become MathML, and nothing else may stand in it: the result is checked against a list of elements and
 * attributes. Errors name the file and what is wrong.
 */
import { Marked } from 'marked';
import temml from 'temml';

const BLOCKS = new Set(['formula', 'ask', 'task', 'hint', 'done', 'flag']);
const STEP_FIELDS = new Set(['open', 'changes', 'condition', 'keep', 'highlight', 'within', 'dock']);
const HTML_ELEMENTS = 'p strong em code ul ol li a button sub sup br table thead tbody tr th td';
const MATH_ELEMENTS =
  'math mrow mi mn mo msub msup msubsup mfrac msqrt mtext mspace mstyle mover munder munderover mtable mtr mtd mpadded';
const ELEMENTS = new Set(`${HTML_ELEMENTS} ${MATH_ELEMENTS}`.split(' '));
const ATTRIBUTES = new Set(
  'href target rel type class data-try display xmlns mathvariant stretchy fence separator form lspace rspace width accent scriptlevel displaystyle columnalign columnspacing rowspacing movablelimits linebreak symmetric minsize maxsize'.split(
    ' ',
  ),
);

/**
 * @param {string} id name of the folder
 * @param {{ steps: readonly Record<string, unknown>[] }} plan `lesson.json`
 * @param {string} markdown
 */
export function compileLesson(id, plan, markdown) {
  const fail = (why) => {
    throw new Error(`Lesson ${id}: ${why}`);
  };
  const [body, sources = ''] = markdown.replaceAll('\r', '').split(/^---$/m);
  const [head, ...parts] = body.split(/^## /m);
  const [, title, about] = /^# (.+)\n\s*([^]*?)\s*$/.exec(head) ?? fail('it begins with "# Title".');
  if (about === '') fail('a sentence about it stands under its title.');
  if (parts.length !== plan.steps.length) {
    fail(`lesson.json has ${plan.steps.length} steps, the text has ${parts.length}.`);
  }
  const html = (text) => toHtml(text.trim(), fail);
  const steps = parts.map((part, i) =>
    compileStep(part, plan.steps[i], html, (why) => fail(`step ${i + 1}: ${why}`)),
  );
  return { id, title, about, steps, sources: html(sources) };
}

function compileStep(part, plan, html, fail) {
  for (const field of Object.keys(plan))
    if (!STEP_FIELDS.has(field)) fail(`lesson.json: no field "${field}".`);
  const [title, ...lines] = part.split('\n');
  const blocks = { formula: [], ask: [], task: [], hint: [], done: [], flag: [] };
  const text = [];
  let into = text;
  for (const line of lines) {
    const [, name] = /^:::\s*(\w*)\s*$/.exec(line) ?? [];
    if (name === undefined) into.push(line);
    else if (name === '') into = text;
    else if (BLOCKS.has(name)) blocks[name].push((into = []));
    else fail(`there is no block "${name}".`);
  }
  const one = (name) => {
    if (blocks[name].length > 1) fail(`there are two blocks "${name}".`);
    return blocks[name][0]?.join('\n').trim();
  };
  const changes = Object.fromEntries(
    Object.entries(plan.changes ?? {}).map(([name, { restart = false, ...change }]) => [
      name,
      { change, restart },
    ]),
  );
  const step = {
    title: title.trim(),
    text: html(text.join('\n')),
    ...optional('formula', one('formula'), html),
    ...optional('ask', one('ask'), (block) => question(block, plan.within, html, fail)),
    ...optional('task', one('task'), (block) => task(block, html)),
    hints: blocks.hint.map((hint) => html(hint.join('\n'))),
    ...optional('done', one('done'), html),
    ...optional('open', plan.open, (open) => open),
    changes,
    ...optional('condition', plan.condition, (condition) => condition),
    ...optional('keep', plan.keep, (keep) => keep),
    ...optional('highlight', plan.highlight, (control) => ({
      control,
      flag: one('flag') ?? fail('a highlight wants a flag.'),
    })),
    dock: plan.dock === true,
  };
  const asked = [...JSON.stringify(step).matchAll(/data-try=\\"([^"\\]+)\\"/g)].map(([, name]) => name);
  for (const name of asked) if (!(name in changes)) fail(`there is no change "${name}" in lesson.json.`);
  for (const name of Object.keys(changes))
    if (!asked.includes(name)) fail(`no phrase applies the change "${name}".`);
  if (step.task && step.condition === undefined) fail('a task wants a condition.');
  if (step.condition !== undefined && !step.task) fail('a condition wants a task.');
  if (blocks.flag.length > 0 && !step.highlight) fail('a flag wants a highlight.');
  return step;
}

const optional = (name, value, read) => (value === undefined ? {} : { [name]: read(value) });

/** `- [x] right answer :: what to say`; of a question for a number, `?` is any other number. */
function question(block, within, html, fail) {
  const [words, ...rest] = block.split(/^- \[/m);
  const options = rest.map((each) => {
    const [, mark, answer, say] =
      /^([ x])\] (.+?) :: ([^]+)$/.exec(each.trimEnd()) ??
      fail(`"- [${each.trim()}" is no answer with what to say.`);
    const value = within === undefined || answer === '?' ? null : Number(answer.replace('−', '-'));
    if (Number.isNaN(value)) fail(`"${answer}" is no number.`);
    const text = html(answer).replace(/^<p>|<\/p>$/g, '');
    return { text, value, isRight: mark === 'x', say: html(say.replace(/\n\s+/g, '\n')) };
  });
  if (options.length < 2) fail('a question wants two answers or more.');
  if (options.filter(({ isRight }) => isRight).length !== 1)
    fail('a question wants one right answer, marked [x].');
  return { question: html(words), options, ...(within === undefined ? {} : { within }) };
}

function task(block, html) {
  const [goal, ...how] = block.split(/\n\s*\n/);
  return { goal: html(goal).replace(/^<p>|<\/p>$/g, ''), how: html(how.join('\n\n')) };
}

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

function toHtml(text, fail) {
  const math = (display) => ({
    name: display ? 'blockMath' : 'inlineMath',
    level: display ? 'block' : 'inline',
    // A paragraph is cut wherever a block could begin.
    start: (source) => source.indexOf(display ? '$$' : '$'),
    tokenizer(source) {
      const match = display ? /^\$\$([^$]+)\$\$/.exec(source) : /^\$([^$\n]+)\$/.exec(source);
      return match
        ? { type: display ? 'blockMath' : 'inlineMath', raw: match[0], formula: match[1] }
        : undefined;
    },
    renderer: ({ formula }) => mathMl(formula.trim(), display, fail),
  });
  const marked = new Marked({ extensions: [math(true), math(false)] });
  marked.use({
    renderer: {
      html: ({ text: raw }) => fail(`HTML cannot stand in a lesson: ${raw}`),
      link({ href, tokens }) {
        const inner = this.parser.parseInline(tokens);
        if (href.startsWith('try:')) {
          return `<button type="button" class="lesson-try" data-try="${escaped(href.slice(4))}">${inner}</button>`;
        }
        if (!/^https?:/.test(href)) fail(`"${href}" is neither https:// nor try:.`);
        return `<a href="${escaped(href)}" target="_blank" rel="noreferrer">${inner}</a>`;
      },
    },
  });
  const html = marked.parse(text).trim();
  for (const [, name, attributes] of html.matchAll(/<([a-z]\w*)((?:[^>"]|"[^"]*")*)>/gi)) {
    if (!ELEMENTS.has(name)) fail(`<${name}> cannot stand in a lesson.`);
    for (const [, attribute] of attributes.matchAll(/([\w-]+)="/g)) {
      if (!ATTRIBUTES.has(attribute)) fail(`${attribute}="…" cannot stand in a lesson.`);
    }
  }
  return html;
}

/** Styles in attributes are against the page's Content-Security-Policy; the browser's own rules do for these formulas. */
function mathMl(formula, display, fail) {
  let made;
  try {
    made = temml.renderToString(formula, { displayMode: display, throwOnError: true, annotate: false });
  } catch (error) {
    return fail(`the formula "${formula}" cannot be read: ${error.message}`);
  }
  return made.replace(/ style="[^"]*"/g, '').replace(/ class="[^"]*"/g, '');
}
