/** What one update on this sample would make of the weights of the chosen unit. */
import { useStore } from 'zustand';
import * as say from '#messages/generated/inspectSample.ts';
import { fixedText, settingText, singleDigits } from '#messages/numberText.ts';
import { OPTIMIZER_LABELS } from '#scene/labels.ts';
import { symbolOf } from '#scene/inspect/inspectNames.ts';
import type { Known } from '#scene/inspect/phases.ts';
import type { UnitStory } from '#scene/inspect/sampleStory.ts';
import { smallText } from '#scene/inspect/smallText.ts';
import type { NameSources } from '#scene/network/unitNames.ts';
import { inspectStore, type UpdateRule } from '#state/inspectStore.ts';
import { Variable, signClass } from './Variable.tsx';

interface UpdateTableProps {
  readonly names: NameSources;
  /** null without a target. */
  readonly rule: UpdateRule | null;
  readonly story: UnitStory;
  readonly known: Known;
}

export function UpdateTable({ names, rule, story: { unit, terms, others }, known }: UpdateTableProps) {
  const term = useStore(inspectStore, (state) => state.term);
  const knowsGradient = known.backwardFrom <= unit.layer;
  const decimals = decimalsFor(terms.map(({ weight, after }) => Math.abs((after ?? weight) - weight)));
  const mark = (from: number | null): void => inspectStore.setState({ term: from });
  return (
    <>
      <div className="region-head">
        <h2>{say.whatUpdateDoes()}</h2>
        {rule && (
          <span className="region-note">
            {say.optimizerAt({
              optimizer: OPTIMIZER_LABELS[rule.optimizer].short,
              rate: settingText(singleDigits(rule.rate)),
            })}
          </span>
        )}
      </div>
      {rule === null ? (
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
          <p className="inspect-note">{[...rulesBesides(rule), say.aloneNote()].join(' ')}</p>
        </>
      )}
    </>
  );
}

/** What makes the step besides the gradient of the loss that the table shows. */
function rulesBesides({ l1, l2, decay, clip }: UpdateRule): string[] {
  return [
    ...(l1 > 0 ? [say.alsoL1({ l1: settingText(l1) })] : []),
    ...(l2 > 0 ? [say.alsoL2({ l2: settingText(l2) })] : []),
    ...(decay > 0 ? [say.alsoDecay({ share: settingText(singleDigits(decay)) })] : []),
    ...(clip?.by === 'norm' ? [say.clippedByNorm({ limit: settingText(clip.limit) })] : []),
    ...(clip?.by === 'value' ? [say.clippedByValue({ limit: settingText(clip.limit) })] : []),
  ];
}

/** As many that the largest change is seen. */
function decimalsFor(changes: readonly number[]): number {
  const largest = Math.max(0, ...changes.filter(Number.isFinite));
  return largest > 0 ? Math.min(6, Math.max(3, 1 - Math.floor(Math.log10(largest)))) : 3;
}
