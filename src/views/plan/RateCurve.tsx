/** The learning rate over the epochs of the run, the present place marked, and the present rate in words. */
import * as say from '#messages/generated/planPanels.ts';
import { countText, settingText } from '#messages/numberText.ts';
import { SCHEDULE_LABELS } from '#scene/labels.ts';
import { rateCurve } from '#scene/plan/rateCurve.ts';
import { snapshotFeed } from '#state/feeds.ts';
import { Rich } from '../Rich.tsx';
import { useExperiment } from '../useExperiment.ts';
import { useThrottledFeed } from '../useThrottledFeed.ts';

const WIDTH = 240;
const HEIGHT = 64;
const READ_MS = 250;

const shortRate = (rate: number): string => settingText(Number(rate.toPrecision(3)));

export function RateCurve() {
  const training = useExperiment((experiment) => experiment.training);
  // Place and memory are of one moment: of the one that is shown, also when it is looked back at.
  const snapshot = useThrottledFeed(snapshotFeed, READ_MS);
  const epoch = snapshot?.metrics.epoch ?? 0;
  const { epochs, rates, highest, present, isGuess } = rateCurve(training, epoch, snapshot?.rateMemory);
  const xOf = (at: number): number => (at / epochs) * WIDTH;
  const yOf = (rate: number): number => HEIGHT - (rate / highest) * HEIGHT;
  const points = rates.flatMap((rate, i) =>
    Number.isNaN(rate) ? [] : [`${fixed((i * WIDTH) / (rates.length - 1))},${fixed(yOf(rate))}`],
  );
  return (
    <figure className="rate-curve">
      <div className="rate-curve-axis" aria-hidden>
        {shortRate(highest)}
      </div>
      <div className="rate-curve-plot">
        <svg
          viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
          preserveAspectRatio="none"
          role="img"
          aria-label={say.curveOf({
            schedule: SCHEDULE_LABELS[training.schedule.name].whole,
            epochs,
            first: shortRate(rates.find((rate) => !Number.isNaN(rate))!),
            last: shortRate(rates.at(-1)!),
            highest: shortRate(highest),
          })}
        >
          <line className="rate-curve-now" x1={xOf(epoch)} x2={xOf(epoch)} y1={-4} y2={HEIGHT} />
          <polyline points={points.join(' ')} />
        </svg>
        <i
          className="rate-curve-dot"
          style={{
            left: `${100 * (epoch / epochs)}%`,
            top: `${100 * (yOf(present.rate) / HEIGHT)}%`,
          }}
        />
      </div>
      <div className="rate-curve-axis" aria-hidden>
        <span>0</span>
        <span>{say.epochsAxis({ count: countText(epochs) })}</span>
      </div>
      <figcaption>
        <Rich text={say.rateNow({ rate: shortRate(present.rate), epoch: Math.floor(epoch) })} />
        {isGuess && <small>{say.ifNoBetter()}</small>}
      </figcaption>
    </figure>
  );
}

const fixed = (value: number): number => Math.round(value * 100) / 100;
