/**
 * How the page is to be shown in a frame of another page, from its address: `?embed=network,output&allow=https://school.example`.
 * Which parts are shown, and which pages may speak with it. Both come from whoever wrote the address, so neither gives access to
 * anything that this browser keeps: an embedded page starts from its address alone (`readStart.ts`).
 */
export const EMBED_PARTS = ['data', 'plan', 'network', 'output', 'play', 'requests'] as const;
export type EmbedPart = (typeof EMBED_PARTS)[number];

export interface Embedding {
  readonly shown: readonly EmbedPart[];
  /** Origins whose page may call; none by default. */
  readonly allowed: readonly string[];
  readonly theme?: 'light' | 'dark';
}

const DEFAULT_PARTS: readonly EmbedPart[] = ['network', 'output', 'play'];
const MOST_ORIGINS = 8;

/** @param search as `location.search` */
export const isEmbedded = (search: string): boolean => new URLSearchParams(search).has('embed');

/**
 * Unknown parts, and what is no origin, count as not there.
 * @example readEmbed('?embed&allow=https://school.example').allowed // ['https://school.example']
 */
export function readEmbed(search: string): Embedding {
  const query = new URLSearchParams(search);
  const asked = EMBED_PARTS.filter((part) => listOf(query, 'embed').includes(part));
  const theme = query.get('theme');
  return {
    shown: asked.length > 0 ? asked : DEFAULT_PARTS,
    allowed: [...new Set(listOf(query, 'allow').filter(isOrigin))].slice(0, MOST_ORIGINS),
    ...(theme === 'light' || theme === 'dark' ? { theme } : {}),
  };
}

const listOf = (query: URLSearchParams, name: string): string[] =>
  query.getAll(name).flatMap((text) => text.split(',').map((each) => each.trim()));

/** Exactly as the browser writes the origin of a message; "*" and "null" are none. */
function isOrigin(text: string): boolean {
  if (!/^https?:\/\//.test(text) || !URL.canParse(text)) return false;
  return new URL(text).origin === text;
}
