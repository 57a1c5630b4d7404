type Texts = Readonly<Record<string, string>>;
export function compileArea(area: string, texts: Texts, idOf: (code: string) => number): string;
export function compileLanguage(
  language: string,
  texts: Texts,
  english: Texts,
  codes: readonly string[],
  change?: (tokens: readonly unknown[]) => readonly unknown[],
): string;
