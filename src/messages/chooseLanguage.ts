/** Which of the catalogue's languages a reader gets, and its loading. */
import { LANGUAGES } from './generated/languages.ts';
import { setLanguage } from './say.ts';

/**
 * The first wanted language that there is, by its whole tag or its language alone ("de-CH" is served by "de").
 *
 * @param wanted BCP 47 tags in order of preference, as `navigator.languages`
 */
export function chooseLanguage(wanted: readonly string[], known: readonly string[]): string {
  for (const tag of wanted) {
    const plain = tag.toLowerCase().split('-')[0];
    if (plain === 'en') return 'en';
    const found = known.find((name) => name.toLowerCase() === tag.toLowerCase() || name === plain);
    if (found !== undefined) return found;
  }
  return 'en';
}

/** Loads the reader's language before anything is said. What cannot be loaded is said in English. */
export async function loadLanguage(wanted: readonly string[]): Promise<string> {
  const tag = chooseLanguage(wanted, Object.keys(LANGUAGES));
  const load = LANGUAGES[tag];
  if (!load) return 'en';
  try {
    setLanguage(tag, await load());
    return tag;
  } catch {
    return 'en';
  }
}
