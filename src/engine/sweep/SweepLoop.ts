/**
 * The loop of a sweep worker: pass after pass over its runs, each moved on by a share of the time, so that all networks grow side by
 * side; measured at marks, told a few times a second. After a loss of the device every network goes on from its last mark.
 */
import { confirmLoss } from '#engine/device/confirmLoss.ts';
import type { Device } from '#engine/device/Device.ts';
import { yieldToMessages } from '#engine/trainer/yieldToMessages.ts';
import type { Metrics } from '#protocol/trainer.ts';
import type { NetworkEnd, NetworkNews, SweepTrainParams } from '#protocol/trainingSweep.ts';
import { groupBy } from '#sweep/groupCells.ts';
import { nextMark } from '#sweep/sweepMarks.ts';
import { GroupRun } from './GroupRun.ts';
import { mapMembers, measureMembers } from './measureMembers.ts';
import { SoloRun } from './SoloRun.ts';
import type { SweepMember, SweepRun } from './SweepRun.ts';

/** A pass over all runs takes about so long: pictures come ten times a second. */
const PASS_MS = 60;
/** A dispatch has fixed costs, so that shorter turns would waste the time of many networks. */
const LEAST_TURN_MS = 1.5;
const TELL_MS = 100;
const QUIET_MS = 16;

/** A member with what tells it apart from those that it can train with. */
export interface SweepEntry {
  readonly member: SweepMember;
  readonly together: string;
}

interface Unsaid {
  readonly points: Metrics[];
  confusion?: Uint32Array;
  ended?: NetworkEnd;
}

export class SweepLoop {
  isStopped = false;
  private readonly entries: readonly SweepEntry[];
  private readonly goals: Omit<SweepTrainParams, 'networks'>;
  private readonly tell: (news: NetworkNews[]) => void;
  private runs: SweepRun[] = [];
  private readonly unsaid = new Map<SweepMember, Unsaid>();
  private readonly done = new Set<SweepMember>();
  private toldMs = 0;

  constructor(
    entries: readonly SweepEntry[],
    goals: Omit<SweepTrainParams, 'networks'>,
    tell: SweepLoop['tell'],
  ) {
    this.entries = entries;
    this.goals = goals;
    this.tell = tell;
  }

  /** @param replaced the device in place of one that is lost. @throws Error where there is none */
  async run(first: Device, replaced: (lost: Device) => Promise<Device>): Promise<void> {
    let device = first;
    for (;;) {
      try {
        await this.trainOn(device);
        return;
      } catch (error) {
        if (!(await confirmLoss(device))) throw error;
        device = await replaced(device);
      } finally {
        for (const run of this.runs) run.dispose();
        this.runs = [];
        for (const { member } of this.entries) member.dataset.release();
      }
    }
  }

  private async trainOn(device: Device): Promise<void> {
    const left = this.entries.filter(({ member }) => !this.done.has(member));
    // What was learnt since the last mark is gone, and so is what was said of it.
    for (const { member } of left) member.hasDiverged = false;
    this.runs = groupBy(left, keyOf).flatMap((group) =>
      runsOf(
        device,
        group.map(({ member }) => member),
      ),
    );
    await this.prepare(device);
    for (const run of this.runs)
      if (run.position.epoch === 0 && run.position.batch === 0) await this.mark(run);
    let yieldedMs = performance.now();
    while (!this.isStopped && this.runs.length > 0) {
      const turnMs = Math.max(LEAST_TURN_MS, PASS_MS / this.runs.length);
      // Runs that end leave the list: a pass goes over those that were there.
      const pass = this.runs;
      for (const run of pass) {
        if (this.isStopped) break;
        await this.turn(run, turnMs);
        const nowMs = performance.now();
        if (nowMs - this.toldMs >= TELL_MS) await this.report();
        if (performance.now() - yieldedMs < QUIET_MS) continue;
        await yieldToMessages();
        yieldedMs = performance.now();
      }
    }
    await this.report();
  }

  private async prepare({ kernels }: Device): Promise<void> {
    for (const { members } of this.runs) {
      const { shape, hyperparameters, batchSize } = members[0]!.config;
      await kernels.prepare(shape, hyperparameters, batchSize);
    }
  }

  private async turn(run: SweepRun, turnMs: number): Promise<void> {
    const { until, pauseEpoch } = this.goals;
    const mark = nextMark(run.position.epoch, until.epochs);
    const target = pauseEpoch > run.position.epoch ? Math.min(mark, pauseEpoch) : mark;
    await run.advance(target, turnMs);
    const diverged = run.members.filter(({ hasDiverged }) => hasDiverged);
    for (const member of diverged) this.end(member, 'diverged');
    const isTimeUp = until.seconds > 0 && run.members[0]!.seconds >= until.seconds;
    if (diverged.length > 0 && run.members.length > diverged.length) await run.keep();
    this.retain(run);
    if (run.members.length > 0 && (run.position.epoch >= target || isTimeUp)) await this.mark(run);
  }

  /** Measures all members where they are, and ends those that have reached their goal. */
  private async mark(run: SweepRun): Promise<void> {
    await run.keep();
    const { until, pauseEpoch } = this.goals;
    for (const [r, { metrics, confusion }] of (await measureMembers(run)).entries()) {
      const member = run.members[r]!;
      const news = this.newsOf(member);
      news.points.push(metrics);
      if (confusion) news.confusion = confusion;
      const isReached =
        (until.epochs > 0 && metrics.epoch >= until.epochs) ||
        (until.seconds > 0 && member.seconds >= until.seconds) ||
        metrics.testLoss < until.testLoss;
      if (isReached) this.end(member, 'goal');
      else if (pauseEpoch > 0 && metrics.epoch >= pauseEpoch) this.end(member, 'paused');
    }
    // A last picture, before their run is gone.
    if (run.members.some((member) => this.done.has(member))) await this.report();
    this.retain(run);
  }

  private end(member: SweepMember, why: NetworkEnd): void {
    this.newsOf(member).ended = why;
    this.done.add(member);
  }

  private retain(run: SweepRun): void {
    const left = run.members.filter((member) => !this.done.has(member));
    if (left.length === run.members.length) return;
    run.retain(left);
    if (left.length === 0 || run instanceof SoloRun) this.runs = this.runs.filter((each) => each !== run);
  }

  private newsOf(member: SweepMember): Unsaid {
    const known = this.unsaid.get(member) ?? { points: [] };
    this.unsaid.set(member, known);
    return known;
  }

  /** Tells what is new, with a map of each network at its last mark. */
  private async report(): Promise<void> {
    const news: NetworkNews[] = [];
    const said = new Set<SweepMember>();
    for (const run of this.runs) {
      const isNew = run.members.some((member) => (this.unsaid.get(member)?.points.length ?? 0) > 0);
      const maps = isNew ? await mapMembers(run) : null;
      for (const [r, member] of run.members.entries()) {
        const unsaid = this.unsaid.get(member);
        if (!unsaid) continue;
        news.push({ ...told(member, unsaid), ...(maps ? { map: maps[r]! } : {}) });
        said.add(member);
      }
    }
    // Those that diverged keep the picture from before.
    for (const [member, unsaid] of this.unsaid) if (!said.has(member)) news.push(told(member, unsaid));
    this.unsaid.clear();
    if (news.length > 0) this.tell(news);
    this.toldMs = performance.now();
  }
}

const told = ({ id, checkpoint, seconds }: SweepMember, unsaid: Unsaid): NetworkNews => ({
  id,
  checkpoint: { ...checkpoint, state: checkpoint.state.slice() },
  seconds,
  ...unsaid,
});

/** Networks that were left at different places cannot move together. */
const keyOf = ({ member, together }: SweepEntry): string => `${member.checkpoint.step} ${together}`;

function runsOf(device: Device, members: readonly SweepMember[]): SweepRun[] {
  const { shape } = members[0]!.config;
  if (members.length > 1 && device.kernels.trainsTogether?.(shape)) return [new GroupRun(device, members)];
  return members.map((member) => new SoloRun(device, member));
}
