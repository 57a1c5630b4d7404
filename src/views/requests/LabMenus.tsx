/** The menus at the right end of the dock's bar: presets to start from, files to take away. */
import { ExportMenu } from './export/ExportMenu.tsx';
import { PresetMenu } from './PresetMenu.tsx';

export function LabMenus() {
  return (
    <div className="lab-menus">
      <PresetMenu />
      <ExportMenu />
    </div>
  );
}
