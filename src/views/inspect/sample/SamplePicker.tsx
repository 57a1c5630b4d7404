/** Which sample is followed, what it is, and how well the network does on it. */
import { ChevronLeft, ChevronRight, Shuffle } from 'lucide-react';
import { useStore } from 'zustand';
import * as say from '#messages/generated/inspectSample.ts';
import { fixedText } from '#messages/numberText.ts';
import { lossText, signedText } from '#messages/valueText.ts';
import { classOf } from '#nn/classOf.ts';
import type { OutputActivation } from '#nn/vocabulary.ts';
import type { SampleRow } from '#scene/inspect/followedRow.ts';
import type { Known } from '#scene/inspect/phases.ts';
import { dataFeed } from '#state/feeds.ts';
import { inspectStore, type FollowedRow } from '#state/inspectStore.ts';
import { useCommands } from '../../CommandsContext.ts';
import { Button } from '../../controls/Button.tsx';
import { Segmented } from '../../controls/Segmented.tsx';
import { hint } from '../../hint/hint.ts';
import { useFacts } from '../../useExperiment.ts';
import { useFeed } from '../../useFeed.ts';
import { Digit } from '../Digit.tsx';
import { choose } from '../follow.ts';

interface SamplePickerProps {
  readonly sample: SampleRow | null;
  readonly found: FollowedRow | null;
  readonly known: Known;
}

export function SamplePicker({ sample, found, known }: SamplePickerProps) {
  const commands = useCommands();
  const data = useFeed(dataFeed);
  const { kind } = useFacts();
  const followed = useStore(inspectStore, (state) => state.followed);
  const split = 'split' in followed ? followed.split : 'test';
  const index = 'split' in followed ? followed.index : -1;
  const count = data?.[split].count ?? 0;
  const go = (next: number, part = split): void => {
    const all = data?.[part].count ?? 0;
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
          <dd>{fixedText(raw[i] ?? Number.NaN, 1)}</dd>
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
  const rows =
    units > 1
      ? [
          ...(label === null ? [] : [[say.target(), classes[label] ?? '–'] as const]),
          [say.output(), isDone ? (classes[best] ?? say.noClass()) : '–'] as const,
        ]
      : [
          ...(backward ? [[say.target(), signedText(backward.target[0]!, 2)] as const] : []),
          [say.output(), isDone ? signedText(outputs[0]!, 3) : '–'] as const,
          ...(backward
            ? [[say.error(), isDone ? signedText(outputs[0]! - backward.target[0]!, 3) : '–'] as const]
            : []),
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
