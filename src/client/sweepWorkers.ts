/**
 * Sweep workers: each trains its share of the networks on a device of its own. On WebGPU one takes all, because networks of one shape go
 * into one call; elsewhere they are dealt out by their work. A worker that dies is replaced once, and its networks go on from what is
 * known of them.
 */
import type { DeviceName } from '#experiment/vocabulary.ts';
import { connectCaller, type Caller } from '#protocol/Call.ts';
import { openWorker, type OpenedEndpoint } from '#protocol/openWorker.ts';
import type {
  NetworkNews,
  SweepTrainParams,
  SweepWorkerCalls,
  SweepWorkerEvents,
  SweptNetwork,
} from '#protocol/trainingSweep.ts';

/** A network with about how much work it is. */
export interface WeighedNetwork extends SweptNetwork {
  readonly work: number;
}

export interface SweepTeam {
  readonly workers: number;
  /** Trains the networks until each has ended, or `stop`. @throws Error with a sentence for the reader */
  train(networks: readonly WeighedNetwork[], goals: Omit<SweepTrainParams, 'networks'>): Promise<void>;
  /** Ends `train`, with what is known told. */
  stop(): Promise<void>;
  /** For tests: loses the first worker's device. */
  loseDevice(): void;
  /** Ends the workers. */
  end(): void;
}

export interface SweepTeamParts {
  /** Opens a worker; `onDeath` is told when it can serve no more. */
  open(onDeath: (error: Error) => void): OpenedEndpoint;
  readonly baseUrl: string;
  readonly device: DeviceName;
  readonly workers: number;
  onNews(news: readonly NetworkNews[]): void;
  /** Where a network stands now, to go on from. */
  standing(network: SweptNetwork): SweptNetwork | null;
}

export const openSweepWorker = (onDeath: (error: Error) => void): OpenedEndpoint =>
  openWorker(
    () =>
      new Worker(new URL('../engine/engine.worker.ts', import.meta.url), { type: 'module', name: 'sweep' }),
    'sweep',
    onDeath,
  );

interface Member {
  readonly caller: Caller<SweepWorkerCalls, SweepWorkerEvents>;
  /** Settles when its device is open. */
  readonly opened: Promise<unknown>;
  isDead: boolean;
  close(): void;
}

export function openSweepTeam(parts: SweepTeamParts): SweepTeam {
  const { device, baseUrl } = parts;
  const count = device === 'webgpu' ? 1 : Math.max(1, parts.workers);
  const members: Member[] = Array.from({ length: count }, () => hire());
  let isStopped = false;

  function hire(): Member {
    const onDeath = (error: Error): void => {
      member.isDead = true;
      member.caller.fail(error);
    };
    const { endpoint, close } = parts.open(onDeath);
    const caller = connectCaller<SweepWorkerCalls, SweepWorkerEvents>(endpoint);
    caller.on('networksMoved', ({ networks }) => parts.onNews(networks));
    const opened = caller.call('open', { device, baseUrl });
    // Whoever trains first is told.
    opened.catch(() => undefined);
    const member: Member = { caller, opened, isDead: false, close };
    return member;
  }

  async function trainOn(
    at: number,
    networks: readonly SweptNetwork[],
    goals: Omit<SweepTrainParams, 'networks'>,
  ) {
    const member = members[at]!;
    try {
      await member.opened;
      if (!isStopped) await member.caller.call('train', { networks, ...goals });
    } catch (error) {
      if (!member.isDead || isStopped) throw error;
      member.close();
      const next = (members[at] = hire());
      await next.opened;
      const left = networks.flatMap((network) => parts.standing(network) ?? []);
      await next.caller.call('train', { networks: left, ...goals });
    }
  }

  return {
    workers: count,
    async train(networks, goals) {
      isStopped = false;
      const shares = dealOut(networks, count);
      const results = await Promise.allSettled(
        shares.map((share, at) => (share.length === 0 ? Promise.resolve() : trainOn(at, share, goals))),
      );
      const failure = results.find((result) => result.status === 'rejected');
      if (failure) throw failure.reason;
    },
    async stop() {
      isStopped = true;
      await Promise.allSettled(members.map(({ caller }) => caller.call('stop', undefined)));
    },
    loseDevice() {
      void members[0]?.caller.call('loseDevice', undefined).catch(() => undefined);
    },
    end() {
      for (const { close } of members) close();
    },
  };
}

/** Longest processing time first (Graham 1969): the largest that is left goes to whoever has least to do. */
export function dealOut(networks: readonly WeighedNetwork[], shares: number): SweptNetwork[][] {
  const piles = Array.from({ length: shares }, () => ({ work: 0, networks: [] as WeighedNetwork[] }));
  for (const network of [...networks].sort((a, b) => b.work - a.work)) {
    const least = piles.reduce((best, pile) => (pile.work < best.work ? pile : best));
    least.work += network.work;
    least.networks.push(network);
  }
  // In their order, so that a worker's pictures come from left to right.
  return piles.map((pile) =>
    pile.networks
      .sort((a, b) => a.id - b.id)
      .map(({ id, experiment, checkpoint, seconds }) => ({
        id,
        experiment,
        ...(checkpoint ? { checkpoint } : {}),
        ...(seconds === undefined ? {} : { seconds }),
      })),
  );
}
