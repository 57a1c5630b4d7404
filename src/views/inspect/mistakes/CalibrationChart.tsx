/** Whether the network is as sure as it is right: accuracy by bins of confidence. */
import { useId, useMemo } from 'react';
import { paintCalibration } from '#canvas/inspect/paintCalibration.ts';
import * as say from '#messages/generated/inspectMistakes.ts';
import { countText, percentText } from '#messages/numberText.ts';
import { Canvas, type Paint } from '../../Canvas.tsx';
import { PictureTable } from '../../pictures/PictureTable.tsx';
import { useAsked } from '../useAsked.ts';

export function CalibrationChart({ part }: { readonly part: 'test' | 'train' }) {
  const id = useId();
  const params = useMemo(() => ({ split: part, bins: 10 }), [part]);
  const { value, problem } = useAsked('calibration', params, PACE);
  const paint: Paint | null = useMemo(() => {
    if (!value) return null;
    const picture = { bins: value.bins, texts: { sure: say.sure(), right: say.right() } };
    return (context, widthPx, heightPx, theme) =>
      paintCalibration(context, widthPx, heightPx, picture, theme);
  }, [value]);
  return (
    <>
      <div className="region-head">
        <h2>{say.calibration()}</h2>
      </div>
      {problem !== null && <p className="inspect-text">{problem}</p>}
      {problem === null && !value && <p className="inspect-note">{say.loading()}</p>}
      {value && paint && (
        <figure className="inspect-figure calibration">
          <Canvas paint={paint} label={say.calibrationPicture()} describedBy={id} />
          <figcaption>
            {say.calibrationText({ count: value.count, error: percentText(value.ece) })}{' '}
            {say.calibrationNote()}
          </figcaption>
          <PictureTable
            id={id}
            summary={say.calibrationText({ count: value.count, error: percentText(value.ece) })}
            caption={say.calibrationPicture()}
            head={[say.sureHead(), say.rightHead(), say.samplesHead()]}
            rows={value.bins
              .filter(({ count }) => count > 0)
              .map(({ from, to, count, accuracy }) => [
                `${percentText(from, 0)}–${percentText(to, 0)}`,
                percentText(accuracy),
                countText(count),
              ])}
          />
        </figure>
      )}
    </>
  );
}

const PACE = { everyMs: 1_000 };
