/** What a link or file holds: title, note, one thing to try, and on request the trained weights. */
import { useId } from 'react';
import { isOwnSet } from '#datasets/registry.ts';
import { LIMITS } from '#experiment/limits.ts';
import * as say from '#messages/generated/share.ts';
import { settingText } from '#messages/numberText.ts';
import { titleOf } from '#scene/labels.ts';
import { arrivalsFeed } from '#state/feeds.ts';
import { useExperiment } from '../useExperiment.ts';
import { useFeed } from '../useFeed.ts';
import type { Sharing } from './useSharing.ts';

interface WhatTheyGetProps {
  readonly sharing: Sharing;
}

export function WhatTheyGet({ sharing }: WhatTheyGetProps) {
  const title = useExperiment(titleOf);
  const isOwn = useExperiment(({ data }) => isOwnSet(data.set));
  const arrivals = useFeed(arrivalsFeed);
  return (
    <section className="share-part" aria-label={say.whatTheyGet()}>
      <h3>{say.whatTheyGet()}</h3>
      <div className="share-words">
        <TextBox sharing={sharing} name="title" label={say.title()} placeholder={title} />
        <TextBox sharing={sharing} name="tryThis" label={say.tryThis()} placeholder={say.tryThisExample()} />
        <TextBox sharing={sharing} name="note" label={say.note()} placeholder="" />
      </div>
      <WeightsChoice sharing={sharing} />
      <p className="share-fact">{say.holdsSettings()}</p>
      {isOwn && <p className="share-fact">{say.holdsOwnData()}</p>}
      {arrivals && <p className="share-fact">{say.arrivalsStay()}</p>}
    </section>
  );
}

interface TextBoxProps extends WhatTheyGetProps {
  readonly name: 'title' | 'tryThis' | 'note';
  readonly label: string;
  readonly placeholder: string;
}

function TextBox({ sharing: { texts, setText, commit }, name, label, placeholder }: TextBoxProps) {
  const id = useId();
  const field = {
    id,
    className: 'text-field',
    maxLength: LIMITS[`${name}Length`],
    placeholder,
    autoComplete: 'off',
    value: texts[name],
    onBlur: commit,
    onChange: (event: { readonly target: { readonly value: string } }) => setText(name, event.target.value),
  };
  return (
    <div className="share-word" data-name={name}>
      <label htmlFor={id}>{label}</label>
      {name === 'note' ? <textarea rows={3} {...field} /> : <input {...field} />}
    </div>
  );
}

/** Whether the link holds the trained weights, and what rounding them costs. */
function WeightsChoice({ sharing }: WhatTheyGetProps) {
  const id = useId();
  const { weights, withWeights } = sharing;
  const { state, held } = weights;
  const text = (): string => {
    if (state === 'waiting') return say.weightsComing();
    if (state === 'failed') return say.weightsFailed({ why: weights.why });
    if (!held) return say.notTrained();
    if (!withWeights) return say.withoutWeights();
    const { count, testLoss, roundedTestLoss } = held;
    if (Number.isNaN(testLoss)) return say.weightsCounted({ count });
    return say.weightsRounded({ count, before: lossText(testLoss), after: lossText(roundedTestLoss) });
  };
  return (
    <p className="share-weights">
      <label className="check">
        <input
          type="checkbox"
          checked={withWeights}
          disabled={!held}
          aria-describedby={id}
          onChange={(event) => sharing.setWithWeights(event.target.checked)}
        />
        {say.trainedWeights()}
      </label>
      <span id={id}>{text()}</span>
    </p>
  );
}

/** Four significant digits: rounding to halves shows from the fourth on. */
const lossText = (loss: number): string => settingText(Number(loss.toPrecision(4)));
