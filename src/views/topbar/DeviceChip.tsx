/** The device in use as dot and text; opens the Device tab. Its adapter is named where the bar has room for it, else in the hint. */
import { useStore } from 'zustand';
import * as say from '#messages/generated/topbar.ts';
import { deviceStore } from '#state/deviceStore.ts';
import { useCommands } from '../CommandsContext.ts';
import { deviceText, deviceTone } from '../device/deviceText.ts';
import { showDock } from '../dock/showDock.ts';
import { hint } from '../hint/hint.ts';

export function DeviceChip({ short = false }: { readonly short?: boolean }) {
  const commands = useCommands();
  const { status, report, message } = useStore(deviceStore);
  const text = deviceText(status, report);
  return (
    <button
      type="button"
      className="device-chip"
      {...hint(message ?? text.whole)}
      aria-label={say.deviceChip({ device: text.whole })}
      onClick={() => showDock(commands, 'device')}
    >
      <i className="status-dot" data-tone={deviceTone(status, report)} />
      <span className="device-chip-short">{text.short}</span>
      {!short && <span className="device-chip-whole">{text.whole}</span>}
    </button>
  );
}
