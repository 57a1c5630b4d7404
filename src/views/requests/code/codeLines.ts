/** The source of an example as lines, and the count that belongs to each line. The same rules for Go and TypeScript. */
import * as say from '#messages/generated/code.ts';
import type { PatternCounts } from '#state/patternFeed.ts';

/** The body of an example: between the arrow and its closing brace, without indent. */
export function bodyOf(source: string): string[] {
  const lines = source.trimEnd().split('\n');
  const start = lines.findIndex((line) => /^export const \w/.test(line));
  if (start < 0) return lines;
  return lines
    .slice(start + 1, lines.lastIndexOf('};'))
    .map((line) => (line.startsWith('  ') ? line.slice(2) : line));
}

interface Rule {
  readonly pattern: RegExp;
  text(counts: PatternCounts): string;
}

const RULES: readonly Rule[] = [
  {
    pattern: /results := make\(chan|results = watch\(new Channel/,
    text: ({ channelLength, channelCapacity }) =>
      channelCapacity === 0
        ? say.unbuffered()
        : say.lengthAndCapacity({ length: channelLength, capacity: channelCapacity }),
  },
  {
    pattern: /group\.[Gg]o\(/,
    text: ({ goroutines }) => say.goroutines({ count: goroutines }),
  },
  {
    pattern: /results <- |results\.send\(/,
    text: ({ blockedSenders, inFlight }) => say.inFlightBlocked({ inFlight, blocked: blockedSenders }),
  },
  {
    pattern: /(response, err := |handle\(await )request\(|:?= workerPool\(/,
    text: ({ inFlight }) => say.inFlight({ inFlight }),
  },
  {
    pattern: /range results|of results\)|<-results$|results\.receive\(|case response := <-|await select\(/,
    text: ({ handled, blockedReceivers }) =>
      blockedReceivers > 0 ? say.handledWaiting({ handled }) : say.handled({ handled }),
  },
  {
    pattern: /return.*\/\/ Nobody receives/,
    text: ({ phase, blockedSenders }) =>
      phase === 'left' && blockedSenders > 0 ? say.leaked({ blocked: blockedSenders }) : '',
  },
  {
    pattern: /return.*\/\/ Every sender/,
    text: ({ phase }) => (phase === 'left' || phase === 'ended' ? say.nobodyBlocked() : ''),
  },
  {
    pattern: /return.*\/\/ Time is up/,
    text: ({ phase, elapsedMs }) => (phase !== 'running' && elapsedMs >= 250 ? say.hasReturned() : ''),
  },
];

/** Text beside a line; empty where nothing is counted or nothing has run. */
export function countBeside(line: string, counts: PatternCounts): string {
  if (counts.phase === 'idle') return '';
  return RULES.find(({ pattern }) => pattern.test(line))?.text(counts) ?? '';
}
