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
          <SetThumb set={data.set} noise={data.noise} />
          <strong>{title}</strong>
          <span>{about}</span>
        </MenuItem>
      ))}
    </Menu>
  );
}
