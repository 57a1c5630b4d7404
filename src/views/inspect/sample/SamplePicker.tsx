/** Which sample is followed, what it is, and how well the network does on it. */
import { ChevronLeft, ChevronRight, Shuffle } from 'lucide-react';
import { useStore } from 'zustand';
import { splitCounts } from '#data/splitCounts.ts';
import * as say from '#messages/generated/inspectSample.ts';
import { fixedText } from '#messages/numberText.ts';
import { lossText, signedText } from '#messages/valueText.ts';
import { classOf } from '#nn/classOf.ts';
import type { OutputActivation } from '#nn/vocabulary.ts';
import type { SampleRow } from '#scene/inspect/followedRow.ts';
import type { Known } from '#scene/inspect/phases.ts';
import { cellText, differenceText, learntText, ownTable } from '#scene/output/rowValues.ts';
import { inspectStore, type FollowedRow } from '#state/inspectStore.ts';
import { useCommands } from '../../CommandsContext.ts';
import { Button } from '../../controls/Button.tsx';
import { Segmented } from '../../controls/Segmented.tsx';
import { hint } from '../../hint/hint.ts';
import { useExperiment, useFacts } from '../../useExperiment.ts';
import { Digit } from '../Digit.tsx';
import { choose } from '../follow.ts';

interface SamplePickerProps {
  readonly sample: SampleRow | null;
  readonly found: FollowedRow | null;
  readonly known: Known;
}

export function SamplePicker({ sample, found, known }: SamplePickerProps) {
  const commands = useCommands();
  const counts = splitCounts(useExperiment((experiment) => experiment.data));
  const { kind } = useFacts();
  const followed = useStore(inspectStore, (state) => state.followed);
  const split = 'split' in followed ? followed.split : 'test';
  const index = 'split' in followed ? followed.index : -1;
  const count = counts[split];
  const go = (next: number, part = split): void => {
    const all = counts[part];
    if (all > 0) choose(commands, { split: part, index: ((next % all) + all) % all });
  };
  return (
    <section className="sample-picker" aria-label={say.sample()}>
      <div className="sample-picker-row">
        <Segmented
          label={say.part()}
          value={split}
          options={[
            { value: 'test', label: say.test() },
            { value: 'train', label: say.train() },
          ]}
          onChange={(part) => go(0, part)}
        />
        <span>
          <PickButton
            name={say.previous()}
            disabled={count === 0}
            onPick={() => go(index < 0 ? 0 : index - 1)}
          >
            <ChevronLeft aria-hidden size={16} />
          </PickButton>
          <PickButton name={say.next()} disabled={count === 0} onPick={() => go(index + 1)}>
            <ChevronRight aria-hidden size={16} />
          </PickButton>
          <PickButton
            name={say.random()}
            disabled={count === 0}
            onPick={() => go(Math.floor(Math.random() * count))}
          >
            <Shuffle aria-hidden size={14} />
          </PickButton>
        </span>
      </div>
      <h3>
        {index < 0
          ? kind === 'image'
            ? say.ownDrawing()
            : say.ownPlace()
          : split === 'test'
            ? say.ofTest({ sample: index + 1, all: count })
            : say.ofTrain({ sample: index + 1, all: count })}
      </h3>
      {sample && <RawSample sample={sample} />}
      {found && <Verdict found={found} known={known} label={sample?.label ?? null} />}
      {kind !== 'table' && (
        <p className="inspect-note">{kind === 'image' ? say.howToPickDigit() : say.howToPick()}</p>
      )}
    </section>
  );
}

interface PickButtonProps {
  readonly name: string;
  readonly disabled: boolean;
  readonly children: React.ReactNode;
  onPick(): void;
}

function PickButton({ name, disabled, children, onPick }: PickButtonProps) {
  return (
    <Button className="button-plain" aria-label={name} {...hint(name)} disabled={disabled} onClick={onPick}>
      {children}
    </Button>
  );
}

/** Columns of a table beyond these are left out. */
const MOST_COLUMNS = 4;

function RawSample({ sample: { raw } }: { readonly sample: SampleRow }) {
  const { kind, columns, imageSide } = useFacts();
  const table = ownTable(useExperiment((experiment) => experiment.data));
  if (kind === 'image' && imageSide !== undefined && raw.length === imageSide ** 2)
    return <Digit raw={raw} side={imageSide} />;
  if (kind === 'plane' && raw.length === 2) {
    return (
      <p className="sample-place">
        <i>x</i>₁ = {fixedText(raw[0]!, 2)}, <i>x</i>₂ = {fixedText(raw[1]!, 2)}
      </p>
    );
  }
  return (
    <dl className="sample-columns">
      {columns.slice(0, MOST_COLUMNS).map((name, i) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{cellText(raw[i] ?? Number.NaN, table?.columns[i])}</dd>
        </div>
      ))}
    </dl>
  );
}

interface VerdictProps {
  readonly found: FollowedRow;
  readonly known: Known;
  readonly label: number | null;
}

/** Target, output, their difference and the loss, as far as they are known. */
function Verdict({ found: { inspection }, known, label }: VerdictProps) {
  const { classes } = useFacts();
  const { shape, a, backward } = inspection;
  const { units, activation } = shape.layers.at(-1)!;
  const outputs = a.subarray(a.length - units);
  const isDone = known.forward === shape.layers.length;
  const best = classOf(activation as OutputActivation, outputs, 0, units);
  const table = ownTable(useExperiment((experiment) => experiment.data));
  const target = backward?.target[0];
  const truth = label === null ? undefined : classes[label];
  const rows =
    units > 1
      ? [
          ...(truth === undefined ? [] : [[say.target(), truth] as const]),
          [say.output(), isDone ? (classes[best] ?? say.noClass()) : '–'] as const,
        ]
      : classes.length > 0
        ? [
            ...(target === undefined ? [] : [[say.target(), codedText(target, truth)] as const]),
            [say.output(), isDone ? codedText(outputs[0]!, classes[best], 3) : '–'] as const,
            ...(target === undefined
              ? []
              : [[say.error(), isDone ? signedText(outputs[0]! - target, 3) : '–'] as const]),
          ]
        : [
            ...(target === undefined ? [] : [[say.target(), learntText(target, table)] as const]),
            [say.output(), isDone ? learntText(outputs[0]!, table, 3) : '–'] as const,
            ...(target === undefined
              ? []
              : [[say.error(), isDone ? differenceText(outputs[0]! - target, table) : '–'] as const]),
          ];
  return (
    <dl className="sample-facts" data-words={units > 1 || undefined}>
      {[
        ...rows,
        ...(backward ? [[say.loss(), known.loss ? lossText(backward.loss) : '–'] as const] : []),
      ].map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** What a single output is learnt as, with the class that it means, where that is not a number itself. */
function codedText(value: number, name: string | undefined, digits = 2): string {
  const number = signedText(value, digits);
  return name === undefined || /^[−+]?\d+$/.test(name) ? number : say.namedValue({ name, value: number });
}
