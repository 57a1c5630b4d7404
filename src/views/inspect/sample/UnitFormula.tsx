/** The chosen unit with its numbers: the sum and its terms, the activation, and the loss on its way back through it. */
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import * as say from '#messages/generated/inspectSample.ts';
import { lossText } from '#messages/valueText.ts';
import { ACTIVATION_LABELS, LOSS_LABELS } from '#scene/labels.ts';
import { factorText, formulaNumber } from '#scene/inspect/formulaText.ts';
import { symbolOf } from '#scene/inspect/inspectNames.ts';
import type { Known } from '#scene/inspect/phases.ts';
import type { UnitStory } from '#scene/inspect/sampleStory.ts';
import { smallText } from '#scene/inspect/smallText.ts';
import type { NameSources } from '#scene/network/unitNames.ts';
import { inspectStore, type FollowedRow } from '#state/inspectStore.ts';
import { useExperiment } from '../../useExperiment.ts';
import { ActivationPlot, WaterfallPlot } from './TermPlots.tsx';
import { UnitChoice } from './UnitChoice.tsx';
import { Variable, signClass } from './Variable.tsx';

interface UnitFormulaProps {
  readonly names: NameSources;
  readonly found: FollowedRow;
  readonly story: UnitStory;
  readonly known: Known;
}

export function UnitFormula({ names, found, story, known }: UnitFormulaProps) {
  const { layer } = story.unit;
  const isKnown = known.forward > layer;
  return (
    <div className="unit-formula">
      <UnitChoice names={names} unit={story.unit} />
      {isKnown ? (
        <>
          <ForwardFormula names={names} story={story} />
          <div className="unit-plots">
            <WaterfallPlot names={names} story={story} />
            <ActivationPlot names={names} story={story} />
          </div>
          <BackwardFormula names={names} found={found} story={story} known={known} />
        </>
      ) : (
        <p className="inspect-note">{say.notYet()}</p>
      )}
    </div>
  );
}

function ForwardFormula({ names, story }: { readonly names: NameSources; readonly story: UnitStory }) {
  const { unit, terms, others, z, a } = story;
  const marked = useStore(inspectStore, (state) => state.term);
  const activation = names.shape.layers[unit.layer]?.activation ?? 'linear';
  const parts = terms.map(({ from, weight, input }): ReactNode => (
    <span
      key={from}
      className="sum-term"
      data-marked={marked === from || undefined}
      onPointerEnter={() => inspectStore.setState({ term: from })}
      onPointerLeave={() => inspectStore.setState({ term: null })}
    >
      <span className={signClass(weight)}>{formulaNumber(weight)}</span>
      {from >= 0 && `·${factorText(input)}`}
    </span>
  ));
  const rest = others && (
    <span key="others">({say.others({ count: others.count, sum: formulaNumber(others.sum) })})</span>
  );
  const all = rest ? [...parts.slice(0, -1), rest, parts.at(-1)] : parts;
  return (
    <p className="unit-sum">
      <i>z</i> = {all.flatMap((part, i) => (i === 0 ? [part] : [' + ', part]))} = <b>{formulaNumber(z)}</b>
      <br />
      <i>a</i> = {activationText(activation, z)} = <b>{formulaNumber(a)}</b>
    </p>
  );
}

function activationText(activation: keyof typeof ACTIVATION_LABELS, z: number): string {
  if (activation === 'linear') return formulaNumber(z);
  if (activation === 'softmax') return say.softmaxOfAll();
  const name = ACTIVATION_LABELS[activation].short;
  return `${activation === 'tanh' ? name : name.replace(/^Sigmoid$/, 'σ')}(${formulaNumber(z)})`;
}

function BackwardFormula({ names, found, story, known }: UnitFormulaProps) {
  const loss = useExperiment((experiment) => experiment.training.loss);
  const marked = useStore(inspectStore, (state) => state.term);
  const { backward } = found.inspection;
  if (!backward || !known.loss) return null;
  const { unit, terms, delta, slope, waysBack, otherWays } = story;
  const isOutput = unit.layer === names.shape.layers.length - 1;
  const knowsGradient = known.backwardFrom <= unit.layer;
  const term = terms.find(({ from }) => from === marked) ?? terms[0];
  return (
    <div className="unit-sum unit-back">
      <p>{say.lossFormula({ loss: LOSS_LABELS[loss].whole, value: lossText(backward.loss) })}</p>
      {knowsGradient && delta !== null && (
        <>
          <p>
            ∂<i>L</i>/∂<i>z</i> ={' '}
            {isOutput ? (
              slope === null || slope === 0 ? null : (
                <>
                  ∂<i>L</i>/∂<i>a</i> · <i>f</i>′(<i>z</i>) = {smallText(delta / slope)} · {smallText(slope)}{' '}
                  ={' '}
                </>
              )
            ) : (
              <>
                (
                {waysBack.map(({ to, weight, delta: next }, i) => (
                  <span key={to}>
                    {i > 0 && ' + '}
                    {bracketed(next)} · <span className={signClass(weight)}>{bracketed(weight)}</span>
                  </span>
                ))}
                {otherWays && ` + (${say.others({ count: otherWays.count, sum: smallText(otherWays.sum) })})`}
                ) · {slope === null ? null : smallText(slope)} ={' '}
              </>
            )}
            <b>{smallText(delta)}</b>
            {isOutput && (slope === null || slope === 0) && <small> {say.fromLoss()}</small>}
          </p>
          {term && term.gradient !== null && (
            <p>
              ∂<i>L</i>/∂<i>w</i>{' '}
              {term.from < 0 ? (
                <small>({say.bias()})</small>
              ) : (
                <small>
                  (<Variable symbol={symbolOf(names, unit.layer, term.from)} />)
                </small>
              )}{' '}
              = {smallText(delta)} · {bracketed(term.input)} = <b>{smallText(term.gradient)}</b>{' '}
              <small>{say.restInTable()}</small>
            </p>
          )}
        </>
      )}
    </div>
  );
}

const bracketed = (value: number): string => (value < 0 ? `(${smallText(value)})` : smallText(value));
