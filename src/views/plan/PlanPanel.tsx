/** What opens under a cell of the plan, by the cell's name. Together in one file, so that they are fetched together. */
import { LossPanel, OutputPanel } from './LossPanel.tsx';
import { OptimizerPanel } from './OptimizerPanel.tsx';
import { BatchSizePanel, LearningRatePanel } from './RatePanels.tsx';
import { RegularisationPanel } from './RegularisationPanel.tsx';
import { StartPanel } from './StartPanel.tsx';
import { StopPanel } from './StopPanel.tsx';

export type PlanPart =
  'loss' | 'optimizer' | 'learningRate' | 'batchSize' | 'output' | 'regularisation' | 'start' | 'stop';

interface PlanPanelProps {
  readonly part: PlanPart;
  /** In few lines, where several stand in one panel. */
  readonly compact?: boolean;
  readonly onChosen?: (() => void) | undefined;
}

export function PlanPanel({ part, compact = false, onChosen }: PlanPanelProps) {
  switch (part) {
    case 'loss':
      return <LossPanel onChosen={onChosen} />;
    case 'optimizer':
      return <OptimizerPanel />;
    case 'learningRate':
      return <LearningRatePanel onChosen={onChosen} />;
    case 'batchSize':
      return <BatchSizePanel onChosen={onChosen} />;
    case 'output':
      return <OutputPanel compact={compact} onChosen={onChosen} />;
    case 'regularisation':
      return <RegularisationPanel />;
    case 'start':
      return <StartPanel compact={compact} />;
    case 'stop':
      return <StopPanel />;
  }
}
