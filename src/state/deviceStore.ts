/** The device that runs, and the report of each device that was tried. Written by the functions of this file alone. */
import { createStore } from 'zustand/vanilla';
import type { DeviceReport } from '#protocol/DeviceReport.ts';

interface DeviceState {
  readonly status: 'starting' | 'ready' | 'lost' | 'failed';
  readonly report: DeviceReport | null;
  readonly tried: readonly DeviceReport[];
  /** After a loss or a failure: what happened, for the reader. */
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
const { getState, setState } = deviceStore;

export const deviceOpened = (report: DeviceReport, tried: readonly DeviceReport[]): void =>
  setState({ status: 'ready', report, tried, message: null });

/** @param recovered whether training goes on, on the device of the report */
export const deviceLost = (report: DeviceReport, message: string, recovered: boolean): void =>
  setState({ status: recovered ? 'ready' : 'lost', report, message });

export const deviceFailed = (message: string): void => setState({ status: 'failed', message });

export const deviceMeasurementStarted = (): void => setState({ measuring: true });

/** @param tried reports with the speeds that were measured */
export function devicesMeasured(tried: readonly DeviceReport[]): void {
  const { report } = getState();
  setState({ tried, report: tried.find(({ name }) => name === report?.name) ?? report });
}

export const deviceMeasurementEnded = (): void => setState({ measuring: false });
