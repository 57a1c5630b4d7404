/**
 * A language for tests: every English text between ⟦ and ⟧, its vowels doubled, so that it is some 40 % longer. What is shown
 * without marks is not in the catalogue, or was said before the language came; what overflows would do so in German, too.
 * In builds made with this plugin only.
 */
import { compileLanguage } from './compileMessages.mjs';
import { englishTexts } from './englishTexts.mjs';

/** "xx" is no language: a browser asks for it only where a test makes it. */
export const PSEUDO_TAG = 'xx';

const LONG = { a: 'aá', e: 'eé', i: 'ií', o: 'oó', u: 'uú', A: 'AÁ', E: 'EÉ', I: 'IÍ', O: 'OÓ', U: 'UÚ' };

/** Marks such as <b> stay as they are. */
const longer = (text) =>
  text
    .split(/(<[^>]*>)/)
    .map((part) => (part.startsWith('<') ? part : part.replace(/[aeiou]/gi, (vowel) => LONG[vowel])))
    .join('');

const lengthened = (tokens) =>
  tokens.map((token) => {
    if (token.type === 'content') return { ...token, value: longer(token.value) };
    if (!token.cases) return token;
    return { ...token, cases: token.cases.map((one) => ({ ...one, tokens: lengthened(one.tokens) })) };
  });

const content = (value) => ({ type: 'content', value });

/** The tokens of a message in the language. */
export const pseudo = (tokens) => [content('⟦'), ...lengthened(tokens), content('⟧')];

/** Vite plugin: the page has this language beside English. */
export function pseudoLanguage() {
  const id = '\0pseudo-language';
  return {
    name: 'pseudo-language',
    resolveId: (source) => (source === 'virtual:pseudo-language' ? id : null),
    async load(module) {
      if (module === id) {
        const english = await englishTexts();
        return compileLanguage(PSEUDO_TAG, english, english, Object.keys(english), pseudo);
      }
      if (!/messages[\\/]generated[\\/]languages\.ts$/.test(module)) return null;
      return `export const LANGUAGES = { ${PSEUDO_TAG}: () => import('virtual:pseudo-language') };`;
    },
  };
}
