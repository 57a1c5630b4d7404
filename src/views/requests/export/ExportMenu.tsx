/** The measured run as files for other tools, and the charts that are on the screen as pictures. */
import { ChevronDown } from 'lucide-react';
import { useState } from 'react';
import { useStore } from 'zustand';
import { traceFeed } from '../../../state/feeds.ts';
import { sweepStore } from '../../../state/sweepStore.ts';
import { uiStore } from '../../../state/uiStore.ts';
import { Popover } from '../../controls/Popover.tsx';
import { useSlowFeed } from '../../useSlowFeed.ts';
import { useTheme } from '../../useTheme.ts';
import { chartPng, shownCharts, type ShownChart } from './chartPng.ts';
import { RUN_FILES, sweepReport } from './runFiles.ts';
import './ExportMenu.css';

const REFRESH_MS = 500;

export function ExportMenu() {
  const face = (
    <>
      Export <ChevronDown size={12} aria-hidden />
    </>
  );
  return (
    <Popover face={face} className="button-plain">
      {(close) => <ExportChoices close={close} />}
    </Popover>
  );
}

function ExportChoices({ close }: { close(): void }) {
  const theme = useTheme();
  const { ring, startedAt } = useSlowFeed(traceFeed, REFRESH_MS);
  const hasSweep = useStore(sweepStore, ({ points }) => points.length > 0);
  // The charts that stood there when the menu was opened: it does not change under the pointer.
  const [charts] = useState(() => shownCharts(document.querySelector('.requests') ?? document));
  const empty = ring.total === 0;
  const save = (name: string, file: () => Blob | Promise<Blob>): void => {
    void Promise.resolve()
      .then(file)
      .then((blob) => download(blob, name), tellFailure);
    close();
  };
  const stamp = fileStamp(startedAt);
  return (
    <div className="export-menu">
      {empty && <p className="export-empty">Nothing has been measured yet. Send requests first.</p>}
      {RUN_FILES.map(({ label, about, suffix, type, make }) => (
        <ExportChoice
          key={label}
          label={label}
          about={about}
          disabled={empty}
          onChoose={() =>
            save(`fanout-${stamp}-${suffix}`, () => new Blob([make(traceFeed.latest)], { type }))
          }
        />
      ))}
      {hasSweep && (
        <ExportChoice
          label="Sweep CSV"
          about="With perf_analyzer's header; a row a point"
          disabled={false}
          onChoose={() => save('fanout-sweep.csv', () => new Blob([sweepReport()], { type: 'text/csv' }))}
        />
      )}
      {charts.length > 0 && <h3>Pictures, PNG</h3>}
      {charts.map((chart) => (
        <ExportChoice
          key={chart.title}
          label={shortTitle(chart)}
          about=""
          disabled={false}
          onChoose={() => save(`fanout-${fileName(shortTitle(chart))}.png`, () => chartPng(chart, theme))}
        />
      ))}
    </div>
  );
}

function ExportChoice({
  label,
  about,
  disabled,
  onChoose,
}: {
  readonly label: string;
  readonly about: string;
  readonly disabled: boolean;
  onChoose(): void;
}) {
  return (
    <button type="button" className="export-choice" disabled={disabled} onClick={onChoose}>
      <span>{label}</span>
      {about && <small>{about}</small>}
    </button>
  );
}

/** Names of live pictures carry their figures after a comma; files do without them. */
const shortTitle = ({ title }: ShownChart): string => title.split(',')[0] ?? title;
const fileName = (title: string): string => title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');

function fileStamp(startedAt: number): string {
  return new Date(startedAt).toISOString().slice(0, 19).replaceAll(':', '-');
}

function download(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken the content by the next task; Safari needs a little longer.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

function tellFailure(error: unknown): void {
  const why = error instanceof Error ? error.message : String(error);
  uiStore.setState({ notice: { text: `The file could not be made. ${why}`, tone: 'error' } });
}
