/** Pieces of Go source, formatted as gofmt does. */

/** A string literal: what Go and JSON both read. Go has no \/ and no surrogates, JSON writes neither. */
export function goString(text: string): string {
  return JSON.stringify(text.replaceAll(/\p{Cs}/gu, '\uFFFD')).replaceAll(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
    (character) => `\\U${character.codePointAt(0)!.toString(16).padStart(8, '0')}`,
  );
}

/** Lines `name = value` or `name: value`, in columns. */
export function aligned(rows: readonly (readonly [string, string])[], indent = '\t'): string[] {
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `${indent}${name.padEnd(width)} ${value}`);
}

/** A comment of lines of at most 100 characters. */
export function comment(text: string, indent = ''): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < 100) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(`${indent}// ${word}`);
  }
  return lines;
}

/** A list of numbers or texts in lines of at most 100 characters, as the body of a composite literal. */
export function listLines(items: readonly string[], indent = '\t'): string[] {
  const lines: string[] = [];
  for (const item of items) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + item.length < 100) lines[lines.length - 1] = `${last} ${item},`;
    else lines.push(`${indent}${item},`);
  }
  return lines;
}
