/** What one update on this sample would make of the weights of the chosen unit. */
import { useStore } from 'zustand';
import * as say from '#messages/generated/inspectSample.ts';
import { fixedText, settingText } from '#messages/numberText.ts';
import { OPTIMIZER_LABELS } from '#scene/labels.ts';
import { symbolOf } from '#scene/inspect/inspectNames.ts';
import type { Known } from '#scene/inspect/phases.ts';
import type { UnitStory } from '#scene/inspect/sampleStory.ts';
import { smallText } from '#scene/inspect/smallText.ts';
import type { NameSources } from '#scene/network/unitNames.ts';
import { inspectStore } from '#state/inspectStore.ts';
import { useExperiment } from '../../useExperiment.ts';
import { Variable, signClass } from './Variable.tsx';

interface UpdateTableProps {
  readonly names: NameSources;
  readonly story: UnitStory;
  readonly known: Known;
}

export function UpdateTable({ names, story: { unit, terms, others, delta }, known }: UpdateTableProps) {
  const term = useStore(inspectStore, (state) => state.term);
  const { name, learningRate } = useExperiment((experiment) => experiment.training.optimizer);
  const knowsGradient = known.backwardFrom <= unit.layer;
  const decimals = decimalsFor(terms.map(({ weight, after }) => Math.abs((after ?? weight) - weight)));
  const mark = (from: number | null): void => inspectStore.setState({ term: from });
  return (
    <>
      <div className="region-head">
        <h2>{say.whatUpdateDoes()}</h2>
        <span className="region-note">
          {say.optimizerAt({ optimizer: OPTIMIZER_LABELS[name].short, rate: settingText(learningRate) })}
        </span>
      </div>
      {delta === null ? (
        <p className="inspect-note">{say.noTarget()}</p>
      ) : (
        <>
          <table className="inspect-table update-table">
            <thead>
              <tr>
                <th scope="col">{say.weightFrom()}</th>
                <th scope="col">{say.nowColumn()}</th>
                <th scope="col">{say.gradientColumn()}</th>
                <th scope="col">{say.afterColumn()}</th>
              </tr>
            </thead>
            <tbody>
              {terms.map(({ from, weight, gradient, after }) => (
                <tr
                  key={from}
                  data-marked={term === from || undefined}
                  onPointerEnter={() => mark(from)}
                  onPointerLeave={() => mark(null)}
                >
                  <th scope="row">
                    {from < 0 ? say.bias() : <Variable symbol={symbolOf(names, unit.layer, from)} />}
                  </th>
                  <td>{fixedText(weight, decimals)}</td>
                  <td className={knowsGradient ? signClass(gradient ?? 0) : ''}>
                    {knowsGradient && gradient !== null ? smallText(gradient) : '–'}
                  </td>
                  <td>
                    <b>{known.update && after !== null ? fixedText(after, decimals) : '–'}</b>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          {others && (
            <p className="inspect-note">
              {say.largestOf({ shown: terms.length - 1, all: terms.length - 1 + others.count })}
            </p>
          )}
          <p className="inspect-note">{say.aloneNote()}</p>
        </>
      )}
    </>
  );
}

/** As many that the largest change is seen. */
function decimalsFor(changes: readonly number[]): number {
  const largest = Math.max(0, ...changes.filter(Number.isFinite));
  return largest > 0 ? Math.min(6, Math.max(3, 1 - Math.floor(Math.log10(largest)))) : 3;
}
