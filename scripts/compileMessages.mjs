/**
 * Compiler of the message catalogue: ICU MessageFormat (arguments, plural, select, number) to TypeScript. English becomes one
 * module an area, each message a typed function, so that a chunk holds the sentences of its own areas alone. Any other
 * language becomes one module, a list in the order of all English keys, that is loaded when it is chosen.
 */
import { parse } from '@messageformat/parser';

/** Messages of an area whose name ends so are failures: they carry their code and values (`messages/Failure.ts`). */
const CODED = /(^e|E)rrors$/;

/**
 * @typedef {Readonly<Record<string, string>>} Texts message by key, in ICU MessageFormat
 * @typedef {Readonly<Record<string, Texts>>} Areas
 */

/**
 * The English module of an area.
 *
 * @param {string} area
 * @param {Texts} texts
 * @param {(code: string) => number} idOf place of a message in the lists of the other languages
 */
export function compileArea(area, texts, idOf) {
  const coded = CODED.test(area);
  const messages = Object.entries(texts).map(([key, text]) => {
    const code = `${area}.${key}`;
    const tokens = parseMessage(code, text);
    const args = argumentsOf(code, tokens);
    const types = [...args]
      .map(([name, type]) => `readonly ${name}: ${coded && type === 'string' ? 'string | Failure' : type}`)
      .join('; ');
    const parameter = args.size > 0 ? `v: { ${types} }` : '';
    const about = `/** ${text.replaceAll('*/', '* /')} */`;
    const english = emit(tokens);
    if (coded) {
      const given = args.size > 0 ? 'v, (v)' : '{}, ()';
      return `${about}\nexport const ${key} = (${parameter}): Failure => failure('${code}', ${given} => ${english});`;
    }
    const given = args.size > 0 ? ', v' : '';
    return `${about}\nexport const ${key} = (${parameter}): string => said(${idOf(code)}${given}) ?? ${english};`;
  });
  const used = ['said', 'plural', 'select', 'number'].filter((name) =>
    messages.some((message) => message.includes(`${name}(`)),
  );
  return [
    `// Generated from src/messages/en/${area}.json by scripts/buildMessages.mjs.`,
    ...(used.length > 0 ? [`import { ${used.join(', ')} } from '../say.ts';`] : []),
    ...(coded ? ["import { failure, type Failure } from '../Failure.ts';"] : []),
    '',
    ...messages,
    '',
  ].join('\n');
}

/**
 * The module of another language: a function of the helpers, so that it imports nothing. A message that it lacks is said in
 * English.
 *
 * @param {string} language BCP 47 tag
 * @param {Texts} texts by `area.key`
 * @param {Texts} english by `area.key`
 * @param {readonly string[]} codes all English keys, in order
 * @param change changes each parsed message, for a language made from another
 * @throws Error if a text is of no English key, or takes other arguments
 */
export function compileLanguage(language, texts, english, codes, change = (tokens) => tokens) {
  for (const [code, text] of Object.entries(texts)) {
    if (!(code in english)) throw new Error(`${language}.json has ${code}, which English lacks.`);
    const known = argumentsOf(code, parseMessage(code, english[code]));
    for (const name of argumentsOf(code, parseMessage(code, text, language)).keys()) {
      if (!known.has(name)) throw new Error(`${language}.json: ${code} has {${name}}, which English lacks.`);
    }
  }
  const list = codes.map((code) => {
    if (!(code in texts)) return '  ,';
    return `  (v) => ${emit(change(parseMessage(code, texts[code], language)))},`;
  });
  return [
    `// @ts-nocheck Generated from src/messages/${language}.json by scripts/buildMessages.mjs.`,
    `export const codes = ${JSON.stringify(codes)};`,
    'export const messages = ({ plural, select, number }) => [',
    ...list,
    '];',
    '',
  ].join('\n');
}

function parseMessage(code, text, language = 'en') {
  try {
    const categories = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    return parse(text, { cardinal: categories, ordinal: [], strict: true, strictPluralKeys: true });
  } catch (error) {
    throw new Error(`${code} is no message: ${error.message}`, { cause: error });
  }
}

/** Type of each argument: what is counted is a number, what selects is one of its cases, the rest is text. */
function argumentsOf(code, tokens, found = new Map()) {
  const add = (name, type) => {
    if (!/^[a-z]\w*$/i.test(name)) throw new Error(`${code}: {${name}} is no name.`);
    if (found.has(name) && found.get(name) !== type) {
      if (type === 'string') throw new Error(`${code}: write {${name}, number}: it is counted elsewhere.`);
    }
    found.set(name, type);
  };
  for (const token of tokens) {
    if (token.type === 'argument') add(token.arg, 'string');
    else if (token.type === 'function') {
      if (token.key !== 'number') throw new Error(`${code}: {${token.arg}, ${token.key}} is not supported.`);
      add(token.arg, 'number');
    } else if (token.type === 'plural' || token.type === 'select') {
      const names = token.cases.map(({ key }) => `'${key}'`);
      if (token.type === 'plural' && !names.includes("'other'"))
        throw new Error(`${code}: {${token.arg}} lacks "other".`);
      add(
        token.arg,
        token.type === 'plural' ? 'number' : names.includes("'other'") ? 'string' : names.join(' | '),
      );
      for (const { tokens: inner } of token.cases) argumentsOf(code, inner, found);
    } else if (token.type !== 'content' && token.type !== 'octothorpe') {
      throw new Error(`${code}: ${token.type} is not supported.`);
    }
  }
  return found;
}

/** A JavaScript expression of type string. */
function emit(tokens, counted) {
  const parts = tokens.map((token) => {
    switch (token.type) {
      case 'content':
        return token.value.replace(/[\\`]|\$\{/g, '\\$&');
      case 'octothorpe':
        return `\${number(v.${counted})}`;
      case 'function':
        return `\${number(v.${token.arg})}`;
      case 'argument':
        return `\${v.${token.arg}}`;
      case 'select': {
        const cases = token.cases.map(
          ({ key, tokens: inner }) => `${JSON.stringify(key)}: ${emit(inner, counted)}`,
        );
        return `\${select(v.${token.arg}, { ${cases.join(', ')} })}`;
      }
      default: {
        const cases = token.cases.map(
          ({ key, tokens: inner }) => `${JSON.stringify(key)}: ${emit(inner, token.arg)}`,
        );
        return `\${plural(v.${token.arg}, { ${cases.join(', ')} })}`;
      }
    }
  });
  return `\`${parts.join('')}\``;
}
