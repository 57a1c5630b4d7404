/** For images: a digit to draw or choose, the answer to it, and the answers to the first of the test part. */
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
