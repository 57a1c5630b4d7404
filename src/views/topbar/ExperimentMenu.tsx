/** Menu of curated experiments beside the title: opening one is like opening a link, and undoable. */
import { ChevronDown } from 'lucide-react';
import * as parts from '#messages/generated/parts.ts';
import * as say from '#messages/generated/topbar.ts';
import { Popover } from '../controls/Popover.tsx';
import { lazyView } from '../lazyView.tsx';

const ExperimentList = lazyView(
  () => import('./ExperimentList.tsx').then((module) => module.ExperimentList),
  { name: parts.listOfExperiments },
);

export function ExperimentMenu() {
  return (
    <Popover
      className="button-plain experiment-menu"
      label={say.experimentsToOpen()}
      isMenu
      face={<ChevronDown size={16} strokeWidth={1.75} aria-hidden />}
    >
      {(close) => <ExperimentList close={close} />}
    </Popover>
  );
}
