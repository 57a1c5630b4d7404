/** The commands that were used last, kept in the browser. Storage may be denied: then they are forgotten with the page. */
const KEY = 'fanout.recentCommands';
const MOST = 8;

let recent: readonly string[] | null = null;

export function recentEntries(): readonly string[] {
  recent ??= read();
  return recent;
}

export function entryUsed(id: string): void {
  recent = [id, ...recentEntries().filter((each) => each !== id)].slice(0, MOST);
  try {
    localStorage.setItem(KEY, JSON.stringify(recent));
  } catch {
    // Private windows refuse.
  }
}

function read(): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(kept) ? kept.filter((id) => typeof id === 'string').slice(0, MOST) : [];
  } catch {
    return [];
  }
}
