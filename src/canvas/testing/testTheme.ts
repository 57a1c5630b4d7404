/** A theme for tests: every token has its own colour, which can be found in draw commands. */
import { themeFromTokens, type Theme } from '../theme.ts';

const names: string[] = [];

export const testTheme: Theme = themeFromTokens((name) => {
  if (name.startsWith('font')) return 'sans-serif';
  if (!names.includes(name)) names.push(name);
  return `#${(0x101010 + names.indexOf(name) * 0x030507).toString(16).padStart(6, '0')}`;
}, false);
