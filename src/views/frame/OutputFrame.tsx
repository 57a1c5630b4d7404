/** What comes out: numbers, then the predictions; beside each other where there is little height. */
import type { ReactNode } from 'react';
import * as say from '#messages/generated/frame.ts';

interface OutputFrameProps {
  /** What explains it, once it has come. */
  readonly help?: ReactNode;
  readonly note?: string;
  readonly beside: boolean;
  readonly numbers: ReactNode;
  readonly predictions: ReactNode;
}

export function OutputFrame({ help, note, beside, numbers, predictions }: OutputFrameProps) {
  return (
    <>
      <div className="region-head">
        <h2>{say.output()}</h2>
        {help}
        {note !== undefined && <span className="region-note">{note}</span>}
      </div>
      {beside ? (
        <div className="output-beside">
          <div>{predictions}</div>
          <div>{numbers}</div>
        </div>
      ) : (
        <>
          {numbers}
          <div className="output-answer">{predictions}</div>
        </>
      )}
    </>
  );
}
