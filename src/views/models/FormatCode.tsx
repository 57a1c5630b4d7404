/** The text of the files of a format, one tab each, and how to run them; copied with one click. */
import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import type { ModelFile, ModelFormat } from '#models/ModelFormat.ts';
import type { ModelToExport } from '#models/ModelToExport.ts';
import * as say from '#messages/generated/models.ts';
import { Button } from '../controls/Button.tsx';
import { copyText } from '../copyText.ts';
import { PaneTabs } from '../dock/PaneTabs.tsx';

/** What is shown of a long file: a page that draws more would be slow, and nobody reads it here. */
const MOST_LINES = 400;
const MOST_OF_LINE = 400;
const RUN = 'run';

interface FormatCodeProps {
  readonly format: ModelFormat;
  readonly model: ModelToExport;
  readonly files: readonly ModelFile[];
}

export function FormatCode({ format, model, files }: FormatCodeProps) {
  const texts = files.filter((file) => 'text' in file);
  const [asked, setAsked] = useState(texts[0]?.name ?? RUN);
  const [copied, setCopied] = useState<'no' | 'yes' | 'refused'>('no');
  const shown = asked === RUN ? undefined : texts.find(({ name }) => name === asked);
  const text = shown?.text ?? `${format.howToRun(model).join('\n')}\n`;
  const tabs = [
    ...texts.map(({ name }) => ({ name, label: () => name })),
    { name: RUN, label: say.howToRun },
  ];
  const copy = async (): Promise<void> => setCopied((await copyText(text)) ? 'yes' : 'refused');
  return (
    <section className="models-code">
      <div className="models-code-head">
        <PaneTabs
          id="models"
          label={say.files({ name: format.label })}
          panes={tabs}
          shown={shown?.name ?? RUN}
          onShow={(name) => {
            setAsked(name);
            setCopied('no');
          }}
        />
        <Button className="button" onClick={() => void copy()}>
          {copied === 'yes' ? <Check size={16} aria-hidden /> : <Copy size={16} aria-hidden />}
          {copied === 'yes' ? say.copied() : say.copy()}
        </Button>
      </div>
      <p role="status" className="models-refused">
        {copied === 'refused' && say.copyRefused()}
      </p>
      <Listing text={text} name={shown?.name ?? say.howToRun()} tab={shown?.name ?? RUN} />
    </section>
  );
}

interface ListingProps {
  readonly text: string;
  readonly name: string;
  readonly tab: string;
}

function Listing({ text, name, tab }: ListingProps) {
  const lines = text.replace(/\n$/, '').split('\n');
  const shown = lines.slice(0, MOST_LINES);
  return (
    <div id="models-pane" role="tabpanel" aria-labelledby={`models-tab-${tab}`} className="models-listing">
      {/* Focusable, so that it can be scrolled by keys. */}
      <pre tabIndex={0} role="region" aria-label={say.code({ name })}>
        {shown.map((line, i) => (
          <code key={i} data-comment={/^\s*(#|\/\/)/.test(line) ? '' : undefined}>
            {line.length > MOST_OF_LINE ? `${line.slice(0, MOST_OF_LINE)}…` : line}
            {'\n'}
          </code>
        ))}
      </pre>
      {lines.length > MOST_LINES && (
        <p className="models-shortened">{say.shortened({ count: lines.length })}</p>
      )}
    </div>
  );
}
