/**
 * The training plan in one line: a label over a value, and the whole cell opens what can be changed. Where the line is
 * short, the cells that are changed least go into a last cell, "More".
 */
import { ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { settingText } from '../../paint/numberText.ts';
import type { Experiment } from '../../spec/experiment.ts';
import { Popover } from '../controls/Popover.tsx';
import { useExperiment } from '../useExperiment.ts';
import { useLayout } from '../useLayout.ts';
import { INITIALIZER_WORDS, LOSS_WORDS, OPTIMIZER_WORDS, OUTPUT_WORDS } from '../words.ts';
import { LossPanel, OutputPanel } from './LossPanel.tsx';
import { OptimizerPanel } from './OptimizerPanel.tsx';
import { BatchSizePanel, LearningRatePanel } from './RatePanels.tsx';
import { RegularisationPanel } from './RegularisationPanel.tsx';
import { StartPanel } from './StartPanel.tsx';
import './PlanStrip.css';

interface Cell {
  readonly name: string;
  readonly value: (experiment: Experiment) => string;
  readonly panel: (close: () => void) => ReactNode;
  /** The same in few lines, for the panel that holds several. */
  readonly compact?: () => ReactNode;
}

const CELLS: readonly Cell[] = [
  {
    name: 'Loss',
    value: ({ training }) => LOSS_WORDS[training.loss].short,
    panel: (close) => <LossPanel onChosen={close} />,
  },
  {
    name: 'Optimiser',
    value: ({ training }) => OPTIMIZER_WORDS[training.optimizer.name].short,
    panel: () => <OptimizerPanel />,
  },
  {
    name: 'Learning rate',
    value: ({ training }) => settingText(training.optimizer.learningRate),
    panel: (close) => <LearningRatePanel onChosen={close} />,
  },
  {
    name: 'Batch size',
    value: ({ training }) => settingText(training.batchSize),
    panel: (close) => <BatchSizePanel onChosen={close} />,
  },
  {
    name: 'Output',
    value: ({ network }) => OUTPUT_WORDS[network.output.activation].short,
    panel: (close) => <OutputPanel onChosen={close} />,
    compact: () => <OutputPanel compact />,
  },
  { name: 'Regularisation', value: regularisationText, panel: () => <RegularisationPanel /> },
  {
    name: 'First weights',
    value: ({ network }) => INITIALIZER_WORDS[network.initializer].short,
    panel: () => <StartPanel />,
    compact: () => <StartPanel compact />,
  },
];
const CELLS_IN_NARROW = 4;

export function PlanStrip() {
  const narrow = useLayout() === 'narrow';
  const shown = narrow ? CELLS.slice(0, CELLS_IN_NARROW) : CELLS;
  const hidden = CELLS.slice(shown.length);
  return (
    <div className="plan-strip" role="group" aria-label="Training plan">
      {shown.map((cell) => (
        <PlanCell key={cell.name} cell={cell} />
      ))}
      {hidden.length > 0 && (
        <Popover className="plan-cell" face={<CellFace name="More" value={`${hidden.length} settings`} />}>
          {(close) =>
            hidden.map((cell) => (
              <section key={cell.name} className="plan-panel-part" aria-label={cell.name}>
                {cell.compact ? cell.compact() : cell.panel(close)}
              </section>
            ))
          }
        </Popover>
      )}
    </div>
  );
}

function PlanCell({ cell }: { readonly cell: Cell }) {
  const value = useExperiment(cell.value);
  return (
    <Popover className="plan-cell" face={<CellFace name={cell.name} value={value} />}>
      {(close) => cell.panel(close)}
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

function regularisationText({ training: { l1, l2, dropout } }: Experiment): string {
  const parts = [
    l1 > 0 && `L1 ${settingText(l1)}`,
    l2 > 0 && `L2 ${settingText(l2)}`,
    dropout > 0 && `dropout ${settingText(dropout)}`,
  ].filter((part) => part !== false);
  if (parts.length > 1) return parts.map((part) => part.split(' ')[0]).join(' + ');
  return parts[0] ?? 'None';
}
