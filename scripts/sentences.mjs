/**
 * Finds what a person reads outside the catalogue (`src/messages/en`): text in JSX, words in attributes and properties that are
 * shown or spoken, and every string of two words or more. `node scripts/sentences.mjs [folder]` lists them.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from 'vite';

const SOURCE = join(import.meta.dirname, '../src');

/** Attributes and properties whose text is shown or spoken, so that one word counts. */
const SHOWN =
  /^(title|alt|placeholder|label|whole|short|about|hint|caption|note|text|heading|aria-(label|description|valuetext|roledescription))$/;
/** Attributes, properties and calls whose strings are for machines; conditions and scores among them. */
const FOR_MACHINES =
  /^(class(Name)?|style|d|viewBox|transform|media|matches|font|href|src|rel|type|key|id|from|accept|allow|querySelector(All)?|closest|matchMedia|console|bug|ChannelError|RegExp|promise|keep|rules|reach|score)$/;

/** Strings of two words that are no sentence: fonts, media queries, selectors, paths, a declaration, what only wrong code can cause. */
const NO_SENTENCE =
  /^\(|px\b|^[\w-]+\/[\w.+-]+$|^[.#[]|^use strict$|sans-serif|^Bug: |^[\w-]+: \S+;?$|::|\[[\w-]+[=\]^]/;

/**
 * @param {string} file below src/
 * @returns {readonly { readonly file: string, readonly line: number, readonly text: string }[]}
 */
export function sentencesIn(file, code = readFileSync(join(SOURCE, file), 'utf8')) {
  const { program } = parseSync(file, code);
  const found = [];
  const add = (node, text) =>
    found.push({
      file,
      line: code.slice(0, node.start).split('\n').length,
      text: text.trim().replace(/\s+/g, ' '),
    });
  visit(program, false);
  return found;

  function visit(node, isShown) {
    if (Array.isArray(node)) return node.forEach((each) => visit(each, isShown));
    if (node === null || typeof node !== 'object' || typeof node.type !== 'string') return;
    switch (node.type) {
      case 'JSXText':
        if (/[a-z]{2}/i.test(node.value)) add(node, node.value);
        return;
      case 'Literal':
        if (typeof node.value === 'string') string(node, node.value, isShown);
        return;
      case 'TemplateLiteral':
        string(node, node.quasis.map(({ value }) => value.cooked).join('0'), isShown);
        return visit(node.expressions, false);
      case 'TaggedTemplateExpression':
      case 'ImportDeclaration':
      case 'ExportNamedDeclaration':
      case 'ExportAllDeclaration':
        if (node.declaration) visit(node.declaration, false);
        return;
      case 'JSXAttribute':
      case 'Property': {
        const name = node.name?.name ?? node.key?.name ?? node.key?.value ?? '';
        if (FOR_MACHINES.test(name)) return;
        return visit(node.value, SHOWN.test(name));
      }
      case 'AssignmentExpression':
        if (node.left.object?.name === 'dataset') return;
        break;
      case 'CallExpression':
      case 'NewExpression': {
        const name = node.callee.property?.name ?? node.callee.name ?? '';
        if (FOR_MACHINES.test(name) || node.callee.object?.name === 'console') return;
        break;
      }
      case 'JSXExpressionContainer':
      case 'ConditionalExpression':
      case 'LogicalExpression':
        return children(node, isShown);
    }
    if (node.type.startsWith('TS') && !/^TS(As|Satisfies|NonNull)/.test(node.type)) return;
    children(node, false);
  }

  function children(node, isShown) {
    for (const [key, value] of Object.entries(node)) if (key !== 'type') visit(value, isShown);
  }

  function string(node, text, isShown) {
    if (
      isShown
        ? /[a-z]{2}/i.test(text) && /^\W*[A-Z]|\S\s+\S/.test(text)
        : /\w[,;.]? [a-z]{2,}/i.test(text) && !NO_SENTENCE.test(text)
    ) {
      add(node, text);
    }
  }
}

/** Every file of src/ that a person's words could stand in: no tests, no catalogue, nothing generated. */
export function filesToRead() {
  return readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.|(^|\/)(testing|generated|assembly)\//.test(file))
    .map((file) => file.replaceAll('\\', '/'));
}

if (process.argv[1] === import.meta.filename) {
  const folder = process.argv[2] ?? '';
  const found = filesToRead()
    .filter((file) => file.startsWith(folder))
    .flatMap((file) => sentencesIn(file));
  for (const { file, line, text } of found) console.log(`src/${file}:${line}: ${text}`);
  console.log(`${found.length} texts outside the catalogue`);
}
