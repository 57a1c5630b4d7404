/** A device as text: its name with its adapter, and the colour of its dot. */
import * as say from '#messages/generated/device.ts';
import { DEVICE_LABELS } from '#scene/labels.ts';
import type { DeviceFacts } from './DeviceFacts.ts';

/** Green on a hardware GPU, amber on a slower path, red where nothing runs. */
type DeviceTone = 'ok' | 'warn' | 'error' | 'waiting';

export function deviceTone(status: string, report: DeviceFacts | null): DeviceTone {
  if (status === 'lost' || status === 'failed') return 'error';
  if (status === 'starting' || !report) return 'waiting';
  return report.name === 'webgpu' && report.software !== true ? 'ok' : 'warn';
}

/** "WebGPU", or with its adapter: "WebGPU – apple metal-3", "WASM, SIMD". */
export function deviceText(status: string, report: DeviceFacts | null): { short: string; whole: string } {
  if (status === 'failed') return { short: say.noDevice(), whole: say.noDeviceWorks() };
  if (status === 'starting' || !report) return { short: say.starting(), whole: say.starting() };
  const name = DEVICE_LABELS[report.name];
  if (status === 'lost') return { short: say.lostShort({ device: name }), whole: say.lost({ device: name }) };
  const software = report.name === 'webgpu' && report.software === true;
  const under = software ? say.software() : (report.adapter ?? '');
  return { short: name, whole: under === '' ? name : say.withAdapter({ device: name, adapter: under }) };
}
