/** The prediction for the sample shown: one bar per class, the largest in ink. */
import { unitIndex } from '#canvas/networkScene.ts';
import * as say from '#messages/generated/output.ts';
import { percentText } from '#messages/numberText.ts';
import { signedText } from '#messages/valueText.ts';
import { isShare, argmax } from '#nn/classOf.ts';
import { outputLayer } from '#nn/NetworkShape.ts';
import { snapshotFeed, probeFeed } from '#state/feeds.ts';
import { useFacts } from '../useExperiment.ts';
import { useFeed } from '../useFeed.ts';

export function ClassBars() {
  const snapshot = useFeed(snapshotFeed);
  const probe = useFeed(probeFeed);
  const { classes } = useFacts();
  const last = snapshot && outputLayer(snapshot.shape);
  const values = snapshot?.probe;
  const fits = snapshot && last && values && probe && last.units === classes.length;
  const first = snapshot ? unitIndex(snapshot.shape, snapshot.shape.layers.length - 1) : 0;
  const best = fits ? argmax(values, first, classes.length) : -1;
  const areShares = last !== null && isShare(last.activation);
  return (
    <div className="class-bars" role="list" aria-label={say.answerForSample()}>
      {classes.map((name, k) => {
        const value = fits ? (values[first + k] ?? Number.NaN) : Number.NaN;
        // Signed outputs aim at −1 for no and +1 for yes.
        const share = areShares ? value : (value + 1) / 2;
        const known = !Number.isNaN(value);
        return (
          <div key={name} role="listitem" className={k === best ? 'class-bar class-bar-best' : 'class-bar'}>
            <span className="class-bar-name">{name}</span>
            <span className="class-bar-track">
              <span style={{ width: known ? `${Math.min(1, Math.max(0, share)) * 100}%` : 0 }} />
            </span>
            <span className="class-bar-value">
              {known ? (areShares ? percentText(value) : signedText(value)) : '–'}
            </span>
          </div>
        );
      })}
    </div>
  );
}
