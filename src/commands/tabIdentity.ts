/**
 * Identity of this tab across reloads: a name in sessionStorage, which survives a reload and ends with the tab. A duplicated tab
 * starts with a copy of it, so each tab holds a Web Lock of its name while it is open; a tab that does not get the lock takes
 * another name. The locks also tell which tabs are open.
 */
const KEY = 'fanout.tab';
const lockOf = (tab: string): string => `fanout.tab.${tab}`;

/** A reloaded page releases its lock a moment after the next one has started. */
const HANDOVER_MS = 1_000;

/** The name of this tab before, or of the tab it was duplicated from; null where there was none or storage is denied. */
export function tabBefore(): string | null {
  try {
    return sessionStorage.getItem(KEY);
  } catch {
    return null;
  }
}

/** The name under which this tab keeps its work: `wanted` where no other tab has it. */
export async function identifyTab(wanted: string | null): Promise<string> {
  const tab = wanted !== null && (await claimTab(wanted)) ? wanted : newName();
  if (tab !== wanted) void claimTab(tab);
  sessionStorage.setItem(KEY, tab);
  return tab;
}

/** Takes the name for as long as the page is open. False where another tab has it, or the browser has no locks. */
async function claimTab(tab: string): Promise<boolean> {
  const { locks } = navigator;
  // Only secure pages have locks.
  if (!locks) return false;
  return new Promise((resolve) => {
    const waiting = new AbortController();
    const timer = setTimeout(() => waiting.abort(), HANDOVER_MS);
    const hold = (): Promise<never> => {
      clearTimeout(timer);
      resolve(true);
      return new Promise(() => undefined);
    };
    locks.request(lockOf(tab), { signal: waiting.signal }, hold).catch(() => resolve(false));
  });
}

/** Names of the open tabs; null where the browser has no locks. */
export async function openTabs(): Promise<ReadonlySet<string> | null> {
  const { locks } = navigator;
  if (!locks) return null;
  const { held = [] } = await locks.query();
  const start = lockOf('');
  return new Set(
    held.flatMap(({ name }) => (name?.startsWith(start) === true ? [name.slice(start.length)] : [])),
  );
}

const newName = (): string =>
  Array.from(crypto.getRandomValues(new Uint32Array(3)), (part) => part.toString(36)).join('-');
