/** Output for images: a digit to draw or choose, its prediction, and the predictions of the first test digits. */
import { ClassBars } from './ClassBars.tsx';
import { DigitPad } from './DigitPad.tsx';
import { SampleGrid } from './SampleGrid.tsx';

export function DigitsAnswer() {
  return (
    <>
      <div className="group">
        <div className="digit-panel">
          <DigitPad />
          <ClassBars />
        </div>
      </div>
      <SampleGrid />
    </>
  );
}
