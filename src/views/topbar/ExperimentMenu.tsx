/** Menu of curated experiments beside the title: opening one is like opening a link, and undoable. */
import { ChevronDown } from 'lucide-react';
import { Popover } from '../controls/Popover.tsx';
import { lazyView } from '../lazyView.tsx';

const ExperimentList = lazyView(
  () => import('./ExperimentList.tsx').then((module) => module.ExperimentList),
  {
    name: 'The list of experiments',
  },
);

export function ExperimentMenu() {
  return (
    <Popover
      className="button-plain experiment-menu"
      label="Experiments to open"
      isMenu
      face={<ChevronDown size={16} strokeWidth={1.75} aria-hidden />}
    >
      {(close) => <ExperimentList close={close} />}
    </Popover>
  );
}
