/** Menus at the right end of the dock's bar: examples to start from, files to export. */
import * as say from '#messages/generated/requests.ts';
import { Toolbar } from '../controls/Toolbar.tsx';
import { RegionHelpLater } from '../help/RegionHelpLater.tsx';
import { ExportMenu } from './export/ExportMenu.tsx';
import { PresetMenu } from './PresetMenu.tsx';

export function LabMenus() {
  return (
    <Toolbar className="lab-menus" label={say.examplesAndExport()}>
      <PresetMenu />
      <ExportMenu />
      <RegionHelpLater region="requests" />
    </Toolbar>
  );
}
