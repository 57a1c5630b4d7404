/** The prediction for the sample shown: one bar per class, the largest in ink. */
import * as say from '#messages/generated/output.ts';
import { percentText } from '#messages/numberText.ts';
import { signedText } from '#messages/valueText.ts';
import { argmax } from '#nn/classOf.ts';
import { classAnswer } from '#scene/output/classShares.ts';
import { snapshotFeed, probeFeed } from '#state/feeds.ts';
import { useFacts } from '../useExperiment.ts';
import { useFeed } from '../useFeed.ts';

export function ClassBars() {
  const snapshot = useFeed(snapshotFeed);
  const probe = useFeed(probeFeed);
  const { classes } = useFacts();
  const answer = probe ? classAnswer(snapshot, classes.length) : null;
  const best = answer ? argmax(answer.values) : -1;
  return (
    <div className="class-bars" role="list" aria-label={say.answerForSample()}>
      {classes.map((name, k) => {
        const value = answer?.values[k] ?? Number.NaN;
        // Signed outputs aim at −1 for no and +1 for yes.
        const share = answer?.areShares ? value : (value + 1) / 2;
        const known = !Number.isNaN(value);
        return (
          <div key={name} role="listitem" className={k === best ? 'class-bar class-bar-best' : 'class-bar'}>
            <span className="class-bar-name">{name}</span>
            <span className="class-bar-track">
              <span style={{ width: known ? `${Math.min(1, Math.max(0, share)) * 100}%` : 0 }} />
            </span>
            <span className="class-bar-value">
              {known ? (answer?.areShares ? percentText(value) : signedText(value)) : '–'}
            </span>
          </div>
        );
      })}
    </div>
  );
}
