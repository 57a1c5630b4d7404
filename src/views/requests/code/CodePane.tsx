/**
 * A concurrency pattern in code: Go beside the same in TypeScript, which is the code that runs, with real requests. Counts of
 * its channel and group are shown on the lines that cause them.
 */
import { useState } from 'react';
import { useStore } from 'zustand';
import { countText, unitText } from '#messages/numberText.ts';
import { deviceStore } from '#state/deviceStore.ts';
import { PATTERN_NAMES, patternFeed, type PatternCounts, type PatternName } from '#state/patternFeed.ts';
import { useCommands } from '../../CommandsContext.ts';
import { Button } from '../../controls/Button.tsx';
import { Select } from '../../controls/Select.tsx';
import { Slider } from '../../controls/Slider.tsx';
import { useFeed } from '../../useFeed.ts';
import { bodyOf, countBeside } from './codeLines.ts';
import { examplePage } from './examplePages.ts';
import './CodePane.css';

const OPTIONS = PATTERN_NAMES.map((value) => ({ value, label: examplePage(value).label }));
const MOST_REQUESTS_LOG2 = 10;
const HANDLE_MS = [0, 1, 2, 5, 10, 20, 50] as const;

export function CodePane() {
  const commands = useCommands();
  const ready = useStore(deviceStore, (state) => state.status === 'ready');
  const latest = useFeed(patternFeed);
  const [name, setName] = useState<PatternName>('fanOut');
  const [requestsLog2, setRequestsLog2] = useState(7);
  const [handle, setHandle] = useState(3);
  const page = examplePage(name);
  const requests = 2 ** requestsLog2;
  const handleMs = HANDLE_MS[handle] ?? 0;
  const running = latest.phase === 'running';
  const counts: PatternCounts = latest.name === name ? latest : { ...latest, phase: 'idle' };
  return (
    <div className="code-pane">
      <div className="code-bar">
        <Select
          label="Example"
          value={name}
          options={OPTIONS}
          disabled={running}
          onChange={(next) => {
            setName(next);
            commands.clearPattern();
          }}
        />
        <Slider
          label="Requests"
          value={requestsLog2}
          min={0}
          max={MOST_REQUESTS_LOG2}
          step={1}
          text={countText(requests)}
          onChange={setRequestsLog2}
        />
        <Slider
          label="Reader takes"
          value={handle}
          min={0}
          max={HANDLE_MS.length - 1}
          step={1}
          text={unitText(handleMs, 0, 'ms')}
          onChange={setHandle}
        />
        <Button
          className="button"
          disabled={!ready}
          onClick={() =>
            running ? commands.stopPattern() : commands.runPattern(name, { requests, handleMs })
          }
        >
          {running ? 'Stop' : 'Run'}
        </Button>
      </div>
      <p className="code-about">{page.about}</p>
      <p className="code-state" role="status" aria-live={running ? 'off' : 'polite'}>
        {stateText(counts)}
      </p>
      <div className="code-columns">
        <Listing title="Go" lines={page.go.trimEnd().split('\n')} counts={counts} />
        <Listing title="TypeScript, as it runs here" lines={bodyOf(page.ts)} counts={counts} />
      </div>
    </div>
  );
}

function Listing({
  title,
  lines,
  counts,
}: {
  readonly title: string;
  readonly lines: readonly string[];
  readonly counts: PatternCounts;
}) {
  return (
    <section className="code-listing">
      <h3>{title}</h3>
      <ol tabIndex={0} aria-label={title}>
        {lines.map((line, index) => {
          const beside = countBeside(line, counts);
          return (
            <li key={index} data-counted={beside !== '' || undefined}>
              <code>{line.replaceAll('\t', '  ')}</code>
              {beside && <span>{beside}</span>}
            </li>
          );
        })}
      </ol>
    </section>
  );
}

function stateText(counts: PatternCounts): string {
  const { phase, handled, handleMs, blockedSenders, failed, problem, elapsedMs } = counts;
  const failures = failed > 0 ? ` ${countText(failed)} without an answer: ${problem ?? ''}` : '';
  const each =
    handleMs > 0 && handled > 0 ? `, ${unitText(handleMs / handled, 1, 'ms')} each by the reader` : '';
  const answers = handled === 1 ? '1 answer' : `${countText(handled)} answers`;
  if (phase === 'idle')
    return 'Run it: the counts of goroutines, channel and requests appear on their lines.';
  if (phase === 'running') return `Running, ${answers} handled.${failures}`;
  if (phase === 'ended') return `${answers} handled in ${unitText(elapsedMs, 0, 'ms')}${each}.${failures}`;
  if (blockedSenders === 0) return `Returned with ${answers}; the last requests are on their way.${failures}`;
  const stuck = blockedSenders === 1 ? '1 goroutine is' : `${countText(blockedSenders)} goroutines are`;
  return `Returned with ${answers}. ${stuck} blocked on results forever.${failures}`;
}
