/** Which device runs, and what became of every device that was tried. */
import { createStore } from 'zustand/vanilla';
import type { DeviceReport } from '../wire/DeviceReport.ts';

interface DeviceState {
  readonly status: 'starting' | 'ready' | 'lost' | 'failed';
  readonly report: DeviceReport | null;
  readonly tried: readonly DeviceReport[];
  /** What happened, for the reader: after a loss or a failure. */
  readonly message: string | null;
  readonly measuring: boolean;
}

export const deviceStore = createStore<DeviceState>(() => ({
  status: 'starting',
  report: null,
  tried: [],
  message: null,
  measuring: false,
}));
