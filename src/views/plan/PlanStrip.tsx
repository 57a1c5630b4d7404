/**
 * The training plan in one line: a label over a value, and the whole cell opens what can be changed. Where the line is
 * short, the cells that are changed least go into a last cell, "More".
 */
import { ChevronDown } from 'lucide-react';
import * as say from '#messages/generated/plan.ts';
import { settingText } from '#messages/numberText.ts';
import type { Experiment } from '#experiment/experiment.ts';
import { Popover } from '../controls/Popover.tsx';
import { Toolbar } from '../controls/Toolbar.tsx';
import { useExperiment } from '../useExperiment.ts';
import { textScale } from '../layout.ts';
import { useElementSize } from '../useElementSize.ts';
import { useOnePart } from '../useLayout.ts';
import {
  ACTIVATION_LABELS,
  initializerWords,
  LOSS_LABELS,
  OPTIMIZER_LABELS,
  SCHEDULE_LABELS,
} from '#scene/labels.ts';
import { lazyView } from '../lazyView.tsx';
import { cellsThatFit, textWidths } from './cellsThatFit.ts';
import type { PlanPart } from './PlanPanel.tsx';
import './PlanStrip.css';

const PlanPanel = lazyView(() => import('./PlanPanel.tsx').then((module) => module.PlanPanel));

interface Cell {
  readonly part: PlanPart;
  readonly name: () => string;
  readonly value: (experiment: Experiment) => string;
}

const CELLS: readonly Cell[] = [
  { part: 'loss', name: say.loss, value: ({ training }) => LOSS_LABELS[training.loss].short },
  {
    part: 'optimizer',
    name: say.optimizer,
    value: optimizerText,
  },
  {
    part: 'learningRate',
    name: say.learningRate,
    value: rateText,
  },
  { part: 'batchSize', name: say.batchSize, value: ({ training }) => settingText(training.batchSize) },
  {
    part: 'output',
    name: say.output,
    value: ({ network }) => ACTIVATION_LABELS[network.output.activation].short,
  },
  { part: 'regularisation', name: say.regularisation, value: regularisationText },
  {
    part: 'start',
    name: say.startingWeights,
    value: ({ network }) => initializerWords(network.initializer).short,
  },
  { part: 'stop', name: say.stop, value: stopText },
];
export function PlanStrip() {
  const onePart = useOnePart();
  const [box, { widthPx }] = useElementSize<HTMLDivElement>();
  // On a page of its own the plan takes as many lines as it needs.
  const count = useExperiment((experiment) =>
    onePart || widthPx === 0 ? CELLS.length : cellsShown(widthPx, experiment),
  );
  const shown = CELLS.slice(0, count);
  const hidden = CELLS.slice(shown.length);
  return (
    <div ref={box}>
      <Toolbar className="plan-strip" label={say.trainingPlan()}>
        {shown.map((cell) => (
          <PlanCell key={cell.part} cell={cell} />
        ))}
        {hidden.length > 0 && (
          <Popover
            className="plan-cell plan-more"
            face={<CellFace name={say.more()} value={say.settings({ count: hidden.length })} />}
          >
            {() =>
              hidden.map((cell) => (
                <section key={cell.part} className="plan-panel-part" aria-label={cell.name()}>
                  <PlanPanel part={cell.part} compact />
                </section>
              ))
            }
          </Popover>
        )}
      </Toolbar>
    </div>
  );
}

function cellsShown(widthPx: number, experiment: Experiment): number {
  const texts = CELLS.map(({ name, value }) => ({ name: name(), value: value(experiment) }));
  const more = { name: say.more(), value: say.settings({ count: CELLS.length }) };
  const scale = textScale();
  return cellsThatFit(widthPx, texts, more, textWidths(scale), scale);
}

function PlanCell({ cell }: { readonly cell: Cell }) {
  const value = useExperiment(cell.value);
  return (
    <Popover className={`plan-cell plan-${cell.part}`} face={<CellFace name={cell.name()} value={value} />}>
      {(close) => <PlanPanel part={cell.part} onChosen={close} />}
    </Popover>
  );
}

function CellFace({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <>
      <span className="plan-name">{name}</span>
      <span className="plan-value">
        <b>{value}</b>
        <ChevronDown size={12} aria-hidden />
      </span>
    </>
  );
}

function optimizerText({ training: { optimizer, clip } }: Experiment): string {
  const { short } = OPTIMIZER_LABELS[optimizer.name];
  return clip.by === 'none' ? short : say.clipped({ optimizer: short });
}

function rateText({ training: { optimizer, schedule } }: Experiment): string {
  const rate = settingText(optimizer.learningRate);
  if (schedule.name !== 'constant') {
    return say.scheduled({ rate, schedule: SCHEDULE_LABELS[schedule.name].short });
  }
  return (schedule.warmup ?? 0) > 0 ? say.warmedUp({ rate }) : rate;
}

function stopText({ training: { stop } }: Experiment): string {
  const parts = [
    ...(stop.epochs > 0 ? [say.stopEpochs({ count: stop.epochs })] : []),
    ...(stop.lossBelow > 0 ? [say.stopLoss({ loss: settingText(stop.lossBelow) })] : []),
    ...(stop.plateau > 0 ? [say.stopPlateau()] : []),
    ...(stop.seconds > 0 ? [say.stopSeconds({ seconds: settingText(stop.seconds) })] : []),
  ];
  if (parts.length > 1) return say.stopsMany({ count: parts.length });
  return parts[0] ?? say.byHand();
}

function regularisationText({ training: { l1, l2, dropout } }: Experiment): string {
  const parts = [
    { term: 'L1', rate: l1, text: `L1 ${settingText(l1)}` },
    { term: 'L2', rate: l2, text: `L2 ${settingText(l2)}` },
    { term: say.dropout(), rate: dropout, text: say.dropoutIs({ rate: settingText(dropout) }) },
  ].filter(({ rate }) => rate > 0);
  if (parts.length > 1) return parts.map(({ term }) => term).join(' + ');
  return parts[0]?.text ?? say.none();
}
