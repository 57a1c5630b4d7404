/** The answer for the sample on show: one bar a class, the largest in ink. */
import { DATA_SETS } from '../../spec/dataSets.ts';
import { pictureFeed, probeFeed } from '../../state/feeds.ts';
import { unitIndex } from '../../paint/networkScene.ts';
import { percentText } from '../../paint/numberText.ts';
import { largestIndex } from '../../paint/outputSums.ts';
import { signedText } from '../../paint/valueText.ts';
import { useExperiment } from '../useExperiment.ts';
import { useFeed } from '../useFeed.ts';

export function ClassBars() {
  const picture = useFeed(pictureFeed);
  const probe = useFeed(probeFeed);
  const set = useExperiment((experiment) => experiment.data.set);
  const { classes } = DATA_SETS[set];
  const last = picture?.shape.layers.at(-1);
  const values = picture?.snapshot.probe;
  const fits = picture && last && values && probe && last.units === classes.length;
  const first = picture ? unitIndex(picture.shape, picture.shape.layers.length - 1) : 0;
  const best = fits ? largestIndex(values, first, classes.length) : -1;
  const isShare = last?.activation === 'softmax' || last?.activation === 'sigmoid';
  return (
    <div className="class-bars" role="list" aria-label="Answer for the sample on show">
      {classes.map((name, k) => {
        const value = fits ? (values[first + k] ?? Number.NaN) : Number.NaN;
        // Signed outputs aim at −1 for no and +1 for yes.
        const share = isShare ? value : (value + 1) / 2;
        const known = !Number.isNaN(value);
        return (
          <div key={name} role="listitem" className={k === best ? 'class-bar class-bar-best' : 'class-bar'}>
            <span className="class-bar-name">{name}</span>
            <span className="class-bar-track">
              <span style={{ width: known ? `${Math.min(1, Math.max(0, share)) * 100}%` : 0 }} />
            </span>
            <span className="class-bar-value">
              {known ? (isShare ? percentText(value) : signedText(value)) : '–'}
            </span>
          </div>
        );
      })}
    </div>
  );
}
