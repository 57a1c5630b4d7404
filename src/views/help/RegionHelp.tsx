/** The question mark in a region's head: what one is looking at, what it means, and what to try. Its words stand in one file of the catalogue. */
import { CircleHelp, X } from 'lucide-react';
import * as say from '#messages/generated/regionHelp.ts';
import { Popover } from '../controls/Popover.tsx';
import { Rich } from '../Rich.tsx';
import './RegionHelp.css';

export type HelpRegion = 'data' | 'network' | 'output' | 'requests';

interface RegionWords {
  readonly title: () => string;
  readonly text: readonly (() => string)[];
  /** What to do, and what it is for. */
  readonly tries: readonly (readonly [act: () => string, effect: () => string])[];
}

export const REGION_WORDS: Readonly<Record<HelpRegion, RegionWords>> = {
  data: {
    title: say.data,
    text: [say.dataAbout, say.dataMore],
    tries: [
      [say.dataTry1, say.dataDoes1],
      [say.dataTry2, say.dataDoes2],
      [say.dataTry3, say.dataDoes3],
    ],
  },
  network: {
    title: say.network,
    text: [say.networkAbout, say.networkMore],
    tries: [
      [say.networkTry1, say.networkDoes1],
      [say.networkTry2, say.networkDoes2],
      [say.networkTry3, say.networkDoes3],
    ],
  },
  output: {
    title: say.output,
    text: [say.outputAbout, say.outputMore],
    tries: [
      [say.outputTry1, say.outputDoes1],
      [say.outputTry2, say.outputDoes2],
      [say.outputTry3, say.outputDoes3],
    ],
  },
  requests: {
    title: say.requests,
    text: [say.requestsAbout, say.requestsMore],
    tries: [
      [say.requestsTry1, say.requestsDoes1],
      [say.requestsTry2, say.requestsDoes2],
      [say.requestsTry3, say.requestsDoes3],
    ],
  },
};

export function RegionHelp({ region }: { readonly region: HelpRegion }) {
  const { title, text, tries } = REGION_WORDS[region];
  return (
    <Popover
      className="button-plain region-help"
      label={title()}
      face={<CircleHelp size={14} strokeWidth={1.75} aria-hidden />}
    >
      {(close) => (
        <div className="region-help-text">
          <div className="region-head">
            <h3>{title()}</h3>
            <button type="button" className="button-plain" aria-label={say.close()} onClick={close}>
              <X size={14} aria-hidden />
            </button>
          </div>
          {text.map((paragraph, i) => (
            <p key={i}>
              <Rich text={paragraph()} />
            </p>
          ))}
          <dl>
            {tries.map(([act, effect], i) => (
              <div key={i}>
                <dt>{act()}</dt>
                <dd>{effect()}</dd>
              </div>
            ))}
          </dl>
        </div>
      )}
    </Popover>
  );
}
