import { factsOf } from '#experiment/dataFacts.ts';
import { PRESETS } from '#experiment/presets.ts';
import * as say from '#messages/generated/topbar.ts';
import { useCommands } from '../CommandsContext.ts';
import { Menu, MenuItem } from '../controls/Menu.tsx';
import { SetThumb } from '../data/SetThumb.tsx';
import './ExperimentList.css';

export function ExperimentList({ close }: { close(): void }) {
  const { openPreset } = useCommands();
  return (
    <Menu className="experiment-list" label={say.experiments()}>
      {PRESETS.map(({ id, title, about, experiment: { data } }) => (
        <MenuItem
          key={id}
          onClick={() => {
            close();
            openPreset(id);
          }}
        >
          <SetThumb set={factsOf(data)} noise={data.noise} />
          <strong>{title}</strong>
          <span>{about}</span>
        </MenuItem>
      ))}
    </Menu>
  );
}
