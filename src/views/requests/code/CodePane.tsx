/**
 * A concurrency pattern in code: Go beside the same in TypeScript, which is the code that runs, with real requests. Counts of
 * its channel and group are shown on the lines that cause them.
 */
import { useState } from 'react';
import { useStore } from 'zustand';
import * as say from '#messages/generated/code.ts';
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

/** The name of the language. */
const GO = 'Go';
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
          label={say.example()}
          value={name}
          options={PATTERN_NAMES.map((value) => ({ value, label: examplePage(value).label() }))}
          disabled={running}
          onChange={(next) => {
            setName(next);
            commands.clearPattern();
          }}
        />
        <Slider
          label={say.requests()}
          value={requestsLog2}
          min={0}
          max={MOST_REQUESTS_LOG2}
          step={1}
          text={countText(requests)}
          onChange={setRequestsLog2}
        />
        <Slider
          label={say.readerTakes()}
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
          {running ? say.stop() : say.run()}
        </Button>
      </div>
      <p className="code-about">{page.about()}</p>
      <p className="code-state" role="status" aria-live={running ? 'off' : 'polite'}>
        {stateText(counts)}
      </p>
      <div className="code-columns">
        <Listing title={GO} lines={page.go.trimEnd().split('\n')} counts={counts} />
        <Listing title={say.typeScript()} lines={bodyOf(page.ts)} counts={counts} />
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
  const state = phaseText(counts);
  const { failed, problem } = counts;
  return failed > 0 ? `${state} ${say.failures({ failed, why: problem ?? '' })}` : state;
}

function phaseText({ phase, handled, handleMs, blockedSenders: blocked, elapsedMs }: PatternCounts): string {
  if (phase === 'idle') return say.about();
  if (phase === 'running') return say.running({ handled });
  if (phase === 'ended') {
    const time = unitText(elapsedMs, 0, 'ms');
    return handleMs > 0 && handled > 0
      ? say.endedEach({ handled, time, each: unitText(handleMs / handled, 1, 'ms') })
      : say.ended({ handled, time });
  }
  return blocked === 0 ? say.returned({ handled }) : say.returnedBlocked({ handled, blocked });
}
