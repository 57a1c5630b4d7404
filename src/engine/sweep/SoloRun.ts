/** One network of a sweep, trained by the very run that trains the network on the screen: so it ends as it would alone. */
import type { Tensor2D } from '@tensorflow/tfjs-core';
import type { Device } from '#engine/device/Device.ts';
import { DeviceRun } from '#engine/trainer/DeviceRun.ts';
import { RunWatch } from '#engine/trainer/RunWatch.ts';
import { SnapshotRenderer } from '#engine/trainer/SnapshotRenderer.ts';
import { stepsToEpochEnd } from '#nn/schedule.ts';
import type { SweepMember, SweepRun } from './SweepRun.ts';
import { StepPace } from './StepPace.ts';

export class SoloRun implements SweepRun {
  readonly members: readonly SweepMember[];
  private readonly member: SweepMember;
  private readonly run: DeviceRun;
  private readonly snapshots: SnapshotRenderer;
  private readonly watch: RunWatch;
  private readonly pace = new StepPace();

  constructor(device: Device, member: SweepMember) {
    this.member = member;
    this.members = [member];
    const { config, dataset, checkpoint } = member;
    this.run = new DeviceRun(device, config, checkpoint, dataset.tensors);
    // Only for schedules that look at the test loss.
    this.snapshots = new SnapshotRenderer(this.run, false);
    this.watch = new RunWatch({ run: this.run, snapshots: this.snapshots, restarts: 0 });
    this.watch.begin({}, false, 0);
  }

  get position(): SweepRun['position'] {
    return this.run.progress;
  }

  async advance(toEpoch: number, budgetMs: number): Promise<void> {
    const { run, member } = this;
    const startMs = performance.now();
    for (let spentMs = 0; spentMs < budgetMs && run.progress.epoch < toEpoch;) {
      const { progress, schedule } = run;
      const remaining = stepsToEpochEnd(schedule, progress, toEpoch - progress.epoch);
      const mayChange = this.watch.stepsToNext();
      const steps = this.pace.next(budgetMs - spentMs, Math.min(remaining, mayChange));
      const result = await run.advance(steps);
      const tookMs = performance.now() - startMs - spentMs;
      this.pace.took(steps, tookMs);
      spentMs += tookMs;
      member.seconds += tookMs / 1_000;
      if (result.kind === 'diverged') {
        member.hasDiverged = true;
        return;
      }
      if (result.kind === 'advanced') await this.watch.take(result.epochs);
    }
  }

  async keep(): Promise<void> {
    this.member.checkpoint = await this.run.checkpoint();
  }

  withParameters<T>(use: (parameters: Tensor2D) => T): T {
    return use(this.run.state);
  }

  retain(members: readonly SweepMember[]): void {
    if (members.length === 0) this.dispose();
  }

  dispose(): void {
    this.snapshots.dispose();
    this.run.dispose();
  }
}
