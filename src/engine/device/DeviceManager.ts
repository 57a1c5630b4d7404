/**
 * The device of one worker (trainer or server): opens and changes it, reports its loss and replaces it. Devices stay
 * open, so that changing back is fast. A lost one is dropped and opened again, unless it is lost too often.
 */
import type { KernelSet } from '#engine/kernels/KernelSet.ts';
import { type DeviceName, DEVICE_NAMES } from '#experiment/vocabulary.ts';
import { bug } from '#messages/bug.ts';
import type { Failure } from '#messages/Failure.ts';
import type { DeviceReport } from '#protocol/DeviceReport.ts';
import type { Device } from './Device.ts';
import { DeviceError, openDevice, openNamedDevice } from './openDevice.ts';
import type { DeviceUse } from './selfTest.ts';

/** Waits before each attempt to open a lost device again: browsers often refuse the first request after a loss. */
const RETRY_AFTER_MS = [0, 250, 1_000, 2_000];
/** At its next loss after this many within RELAPSE_MS, a device is given up for another one. */
const MAX_LOSSES = 2;
const RELAPSE_MS = 30_000;

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export interface DeviceManagerOptions {
  /** The page's address, against which files of the wasm backend are resolved. */
  readonly baseUrl: string;
  /** What devices must prove in their self-test. */
  readonly use: DeviceUse;
  /** Called when the device in use is lost, with the reason; not for other open devices. */
  readonly lost: (device: Device, why: Failure) => void;
}

export class DeviceManager {
  private readonly options: DeviceManagerOptions;
  private readonly open = new Map<DeviceName, Device>();
  private readonly reports = new Map<DeviceName, DeviceReport<Failure>>();
  private readonly lossesMs = new Map<DeviceName, number[]>();
  private inUse: Device | null = null;
  private pathOf: ((kernels: KernelSet) => string) | null = null;

  constructor(options: DeviceManagerOptions) {
    this.options = options;
  }

  /** The device in use. @throws before the first one is open */
  get current(): Device {
    if (!this.inUse) throw bug('no device is open yet');
    return this.inUse;
  }

  /** What is known of the device in use. */
  get report(): DeviceReport<Failure> {
    const { current } = this;
    return this.reports.get(current.name) ?? this.reportOf(current);
  }

  /** What is known of every device that was tried, fastest kind first. */
  get tried(): DeviceReport<Failure>[] {
    return DEVICE_NAMES.flatMap((name) => this.reports.get(name) ?? []);
  }

  /** Opens the first device that passes its self-test. @throws Error when none does */
  async openFirst(prefer?: DeviceName, without: readonly DeviceName[] = []): Promise<Device> {
    const { baseUrl, use } = this.options;
    const { device, tried } = await openDevice({ baseUrl, use, without, ...(prefer ? { prefer } : {}) });
    for (const report of tried) this.reports.set(report.name, report);
    return this.settleOn(device);
  }

  /** Changes to this device. @throws DeviceError when it does not work; the present one then stays in use */
  async use(name: DeviceName): Promise<Device> {
    const known = this.open.get(name);
    if (known && !known.isLost()) {
      await known.makeCurrent();
      return this.settleOn(known);
    }
    try {
      return this.settleOn(await this.openNamed(name));
    } catch (error) {
      if (this.inUse && !this.inUse.isLost()) await this.inUse.makeCurrent();
      throw error;
    }
  }

  /** After a loss: the same device again, or the next that works. @throws Error when none does */
  async replaceLost({ name }: Device): Promise<Device> {
    const nowMs = performance.now();
    const losses = (this.lossesMs.get(name) ?? []).filter((lossMs) => nowMs - lossMs < RELAPSE_MS);
    this.lossesMs.set(name, [...losses, nowMs]);
    this.open.delete(name);
    for (const pauseMs of losses.length < MAX_LOSSES ? RETRY_AFTER_MS : []) {
      await wait(pauseMs);
      try {
        return await this.use(name);
      } catch {
        // its report says why
      }
    }
    return this.openFirst(undefined, [name]);
  }

  /** From now on reports name the kernels' path for this work, without a speed until that is measured. */
  describePath(pathOf: (kernels: KernelSet) => string): void {
    this.pathOf = pathOf;
    for (const device of this.open.values()) this.reports.set(device.name, this.reportOf(device));
  }

  /** Adds what was measured on the device in use to its report. */
  noteSpeed(stepsPerSecond: number): void {
    this.reports.set(this.current.name, { ...this.report, stepsPerSecond });
  }

  private reportOf({ report, kernels }: Device): DeviceReport<Failure> {
    return this.pathOf ? { ...report, path: this.pathOf(kernels) } : report;
  }

  private async watch(device: Device): Promise<void> {
    const why = await device.lost;
    if (this.open.get(device.name) === device) this.open.delete(device.name);
    if (this.inUse === device) this.options.lost(device, why);
  }

  private async openNamed(name: DeviceName): Promise<Device> {
    const { baseUrl, use } = this.options;
    try {
      return await openNamedDevice(name, { baseUrl, use });
    } catch (error) {
      if (error instanceof DeviceError) this.reports.set(name, error.report);
      throw error;
    }
  }

  private settleOn(device: Device): Device {
    this.inUse = device;
    if (this.open.get(device.name) !== device) {
      this.open.set(device.name, device);
      this.reports.set(device.name, this.reportOf(device));
      void this.watch(device);
    }
    return device;
  }
}
