/**
 * The trainer's device over time: opens it, changes it on request, notices its loss and finds the next one. Devices
 * that were opened stay open, so that changing back is quick; a lost one is forgotten.
 */
import type { DeviceName } from '../../spec/vocabulary.ts';
import { DEVICE_NAMES } from '../../spec/vocabulary.ts';
import type { DeviceReport } from '../../wire/DeviceReport.ts';
import type { Device } from '../device/Device.ts';
import { DeviceError, openDevice, openNamedDevice } from '../device/openDevice.ts';
import type { SessionPlan } from './Session.ts';

/** The first request right after a loss is often refused; a moment later it is granted. */
const RETRY_AFTER_MS = [250, 500, 1_000, 2_000];
/** A device lost twice within this time is not asked for a third time. */
const RELAPSE_MS = 30_000;

/** What path and speed depend on: the work of a step, whatever the weights, rates and samples are. */
function workOf({ shape, train, batchSize }: SessionPlan): string {
  const { loss, optimizer, l1, l2, dropout } = train;
  return JSON.stringify([shape, batchSize, loss, optimizer.name, l1 > 0, l2 > 0, dropout > 0]);
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export class DeviceKeeper {
  private readonly baseUrl: string;
  private readonly onLost: (device: Device, message: string) => void;
  private readonly open = new Map<DeviceName, Device>();
  private readonly reports = new Map<DeviceName, DeviceReport>();
  private readonly lostAtMs = new Map<DeviceName, number>();
  private inUse: Device | null = null;
  /** Of the network under way, once there is one. */
  private plan: SessionPlan | null = null;

  /** `onLost` is called when the device in use is lost, not for others. */
  constructor(baseUrl: string, onLost: (device: Device, message: string) => void) {
    this.baseUrl = baseUrl;
    this.onLost = onLost;
  }

  get current(): Device {
    if (!this.inUse) throw new Error('No device is open yet.');
    return this.inUse;
  }

  /** What is known of the device in use. */
  get report(): DeviceReport {
    const { current } = this;
    return this.reports.get(current.name) ?? this.reportOf(current);
  }

  /** What is known of every device that was tried. */
  get tried(): DeviceReport[] {
    return DEVICE_NAMES.flatMap((name) => this.reports.get(name) ?? []);
  }

  /** Opens the first device that proves itself. */
  async openFirst(prefer?: DeviceName, without: readonly DeviceName[] = []): Promise<Device> {
    const { device, tried } = await openDevice({
      baseUrl: this.baseUrl,
      without,
      ...(prefer ? { prefer } : {}),
    });
    for (const report of tried) this.reports.set(report.name, report);
    return this.settleOn(device);
  }

  /** Changes to this device. Throws with the reason, and stays on the present one, when it does not work. */
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

  /** After a loss: the same device again, or the next that works. */
  async replaceLost(lost: DeviceName): Promise<Device> {
    const nowMs = performance.now();
    const relapsed = nowMs - (this.lostAtMs.get(lost) ?? -Infinity) < RELAPSE_MS;
    this.lostAtMs.set(lost, nowMs);
    this.open.delete(lost);
    for (const pauseMs of relapsed ? [] : RETRY_AFTER_MS) {
      await wait(pauseMs);
      try {
        return await this.use(lost);
      } catch {
        // the last attempt's reason stays in the report
      }
    }
    return this.openFirst(undefined, [lost]);
  }

  /**
   * From now on reports are about this network: the path it takes, and speeds only once measured on it. True if they read
   * differently than before.
   */
  reportOn(plan: SessionPlan): boolean {
    const isSameWork = this.plan !== null && workOf(this.plan) === workOf(plan);
    this.plan = plan;
    if (isSameWork) return false;
    for (const device of this.open.values()) this.reports.set(device.name, this.reportOf(device));
    return true;
  }

  /** Notes what was measured on the device in use. */
  noteSpeed(stepsPerSecond: number): void {
    this.reports.set(this.current.name, { ...this.report, stepsPerSecond });
  }

  private reportOf({ report, kernels }: Device): DeviceReport {
    return this.plan ? { ...report, path: kernels.path(this.plan.shape, this.plan.train) } : report;
  }

  private async watch(device: Device): Promise<void> {
    const message = await device.lost;
    if (this.open.get(device.name) === device) this.open.delete(device.name);
    if (this.inUse === device) this.onLost(device, message);
  }

  private async openNamed(name: DeviceName): Promise<Device> {
    try {
      return await openNamedDevice(name, { baseUrl: this.baseUrl });
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
