/** Export of the measured run as files for other tools, and of the charts on the screen as images. */
import { ChevronDown } from 'lucide-react';
import { useState } from 'react';
import { useStore } from 'zustand';
import * as say from '#messages/generated/export.ts';
import { traceFeed } from '#state/feeds.ts';
import { servingStore } from '#state/servingStore.ts';
import { sweepStore } from '#state/sweepStore.ts';
import { uiStore } from '#state/uiStore.ts';
import { EXPORT_FORMATS } from '#trace/export/registry.ts';
import { Menu, MenuItem } from '../../controls/Menu.tsx';
import { Popover } from '../../controls/Popover.tsx';
import { saveFile } from '../../saveFile.ts';
import { useThrottledFeed } from '../../useThrottledFeed.ts';
import { useTheme } from '../../useTheme.ts';
import { chartPng, shownCharts, type ShownChart } from './chartPng.ts';
import { exportFile, type Measured } from './exportFile.ts';
import './ExportMenu.css';

const REFRESH_MS = 500;

export function ExportMenu() {
  const face = (
    <>
      {say.exportFiles()} <ChevronDown size={12} aria-hidden />
    </>
  );
  return (
    <Popover face={face} className="button-plain" isMenu>
      {(close) => <ExportChoices close={close} />}
    </Popover>
  );
}

function ExportChoices({ close }: { close(): void }) {
  const theme = useTheme();
  const trace = useThrottledFeed(traceFeed, REFRESH_MS);
  const serving = useStore(servingStore);
  const sweep = useStore(sweepStore);
  const files = EXPORT_FORMATS.map((format) => ({
    format,
    ...exportFile(format, { trace, serving, sweep }),
  }));
  // The charts that were there when the menu was opened: it does not change under the pointer.
  const [charts] = useState(() => shownCharts(document.querySelector('.requests') ?? document));
  const save = (name: string, file: () => Blob | Promise<Blob>): void => {
    void Promise.resolve()
      .then(file)
      .then((blob) => saveFile(blob, name), tellFailure);
    close();
  };
  return (
    <div className="export-menu">
      {files.every(({ make }) => !make) && <p className="export-empty">{say.empty()}</p>}
      <Menu label={say.exportFiles()}>
        {files.map(({ format, about, make }) => (
          <ExportChoice
            key={format.label}
            label={format.label}
            about={about}
            disabled={!make}
            onChoose={() => {
              const { name, make: makeNewest } = exportFile(format, measured());
              if (makeNewest) save(name, () => new Blob([makeNewest()], { type: format.type }));
            }}
          />
        ))}
        {charts.length > 0 && (
          <div role="group" aria-label={say.pictures()}>
            <h3 aria-hidden>{say.pictures()}</h3>
            {charts.map((chart) => (
              <ExportChoice
                key={chart.title}
                label={shortTitle(chart)}
                about=""
                disabled={false}
                onChoose={() =>
                  save(`fanout-${fileName(shortTitle(chart))}.png`, () => chartPng(chart, theme))
                }
              />
            ))}
          </div>
        )}
      </Menu>
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
    <MenuItem className="export-choice" disabled={disabled} onClick={onChoose}>
      <span>{label}</span>
      {about && <small>{about}</small>}
    </MenuItem>
  );
}

/** Names of live charts carry their values after a comma; file names do not. */
const shortTitle = ({ title }: ShownChart): string => title.split(',')[0] ?? title;
const fileName = (title: string): string => title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');

const measured = (): Measured => ({
  trace: traceFeed.latest,
  serving: servingStore.getState(),
  sweep: sweepStore.getState(),
});

function tellFailure(error: unknown): void {
  const why = error instanceof Error ? error.message : String(error);
  uiStore.setState({ notice: { text: say.notMade({ why }), tone: 'error' } });
}
