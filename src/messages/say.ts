/**
 * Run time of the compiled catalogue (`generated/`). English stands in each message's own function; another language is a list
 * of functions by the same places, loaded once before the first text is said (`chooseLanguage.ts`).
 */
import { setListFormat } from './listText.ts';
import { countText, setNumberFormat, settingText } from './numberText.ts';

/** What fills the arguments of a message. */
export type Values = Readonly<Record<string, string | number>>;

interface Helpers {
  plural(count: number, cases: Cases): string;
  select(key: string, cases: Readonly<Record<string, string>>): string;
  number(value: number): string;
}

type Cases = Readonly<Record<string, string>>;
type Message = (values: Values) => string;

/** A compiled language (`generated/language-TAG.ts`). */
export interface LanguageModule {
  /** `area.key` of each place. */
  readonly codes: readonly string[];
  messages(helpers: Helpers): readonly (Message | undefined)[];
}

let present = 'en';
let messages: readonly (Message | undefined)[] = [];
let codes: readonly string[] = [];
let categories = new Intl.PluralRules('en');

/** Says everything in another language from now on; texts that were said before stay as they are. */
export function setLanguage(tag: string, language: LanguageModule | null): void {
  present = tag;
  categories = new Intl.PluralRules(tag);
  setNumberFormat(tag);
  setListFormat(tag);
  messages = language?.messages({ plural, select, number }) ?? [];
  codes = language?.codes ?? [];
}

/** BCP 47 tag of the language in which everything is said: for texts that are not messages, such as lessons. */
export const presentLanguage = (): string => present;

const NOTHING: Values = {};

/** The message at this place in the present language, or undefined where English is to be said. */
export function said(id: number, values: Values = NOTHING): string | undefined {
  return messages[id]?.(values);
}

/** As `said`, by code: for a failure that comes from a worker, and for what a registry's member says of itself. */
export function saidByCode(code: string, values: Values = NOTHING): string | undefined {
  return messages.length > 0 ? said(codes.indexOf(code), values) : undefined;
}

/** An exact case (`=0`) goes before the language's category (`one`, `few`, `other` …). */
export function plural(count: number, cases: Cases): string {
  return cases[`=${count}`] ?? cases[categories.select(count)] ?? cases['other'] ?? '';
}

export function select(key: string, cases: Cases): string {
  return cases[key] ?? cases['other'] ?? '';
}

/** Whole numbers with thousands marked, others with all their digits. */
export function number(value: number): string {
  return Number.isInteger(value) ? countText(value) : settingText(value);
}
