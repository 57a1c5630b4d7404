import { expect, test, vi } from 'vitest';
import type { Experiment } from '#experiment/experiment.ts';
import type { Handlers } from '#protocol/Call.ts';
import type { LoadReport } from '#protocol/load.ts';
import type { LoadCalls } from '#protocol/loadCalls.ts';
import type { KeptRun } from '#protocol/trainer.ts';
import { shareMoment } from './momentOf.ts';
import { experiment, connect } from './testing/connectFakes.ts';

test('the server is made at the first request, wired to trainer and load, with the newest weights', async () => {
  const { engine, log, made } = connect();
  await engine.start(experiment);
  expect(made).toEqual(['trainer']);
  const responses = await Promise.all([engine.request([1, 2]), engine.request([3, 4])]);
  expect(responses.map(({ output, device, batchSize }) => [output[0], device, batchSize])).toEqual([
    [3, 'wasm', 2],
    [7, 'wasm', 2],
  ]);
  expect(log.filter((line) => line === 'server.start')).toHaveLength(1);
  for (const call of ['server.connectTrainer', 'trainer.connectServer', 'server.connectLoad']) {
    expect(log).toContain(call);
  }
  expect(log.slice(-2)).toEqual(['trainer.sendWeights', 'server.weightsArrived']);
});

test('weights that a call has changed are brought before the next request, once', async () => {
  const { engine, log } = connect();
  await engine.start(experiment);
  await engine.whenServing();
  log.length = 0;
  await engine.request([1, 2]);
  expect(log).toEqual([]);
  engine.weightsChanged();
  await Promise.all([engine.request([1, 2]), engine.request([1, 2])]);
  expect(log).toEqual(['trainer.sendWeights', 'server.weightsArrived']);
});

const withBatch = (maxBatchSize: number): Experiment => ({
  ...experiment,
  serving: { ...experiment.serving, maxBatchSize },
});
const otherNetwork: Experiment = {
  ...experiment,
  network: { ...experiment.network, hidden: [{ units: 3, activation: 'tanh' }] },
};

const withRate = (learningRate: number): Experiment => ({
  ...experiment,
  training: { ...experiment.training, optimizer: { ...experiment.training.optimizer, learningRate } },
});

test('an edit goes only where it matters: training to the trainer, serving to the server, a network to both', async () => {
  const { engine, log, servings } = connect();
  await engine.start(experiment);
  await engine.whenServing();
  log.length = 0;
  const faster = withRate(0.5);
  const taken = engine.configure(faster);
  // Requests made right after the edit are sent before the trainer has taken it.
  expect(engine.isServing(faster)).toBe(true);
  await engine.request([1, 2]);
  await taken;
  await engine.whenServing();
  expect(log).toEqual(['trainer.configure']);
  log.length = 0;
  const smaller = { ...faster, serving: { ...faster.serving, maxBatchSize: 8 } };
  shareMoment(smaller, faster);
  await engine.configure(smaller);
  await engine.whenServing();
  expect(log).toEqual(['server.configure']);
  expect(servings).toEqual([8]);
  log.length = 0;
  await engine.configure(otherNetwork);
  await engine.whenServing();
  expect(log).toEqual([
    'trainer.configure',
    'trainer.sendWeights',
    'server.weightsArrived',
    'server.configure',
  ]);
});

test('an undo, a new start and a failed edit may bring other weights: requests wait for them', async () => {
  const { engine, log, failing } = connect();
  await engine.start(experiment);
  await engine.whenServing();
  await engine.configure(withRate(0.5));
  log.length = 0;
  const undone = engine.configure(experiment);
  expect(engine.isServing(experiment)).toBe(false);
  await engine.request([1, 2]);
  await undone;
  await engine.whenServing();
  expect(log.slice(0, 3)).toEqual(['trainer.configure', 'trainer.sendWeights', 'server.weightsArrived']);

  await engine.trainer.call('reset', {});
  expect(engine.isServing(experiment)).toBe(false);
  await engine.configure(experiment);
  expect(engine.isServing(experiment)).toBe(true);

  failing.add('trainer.configure');
  const slower = withRate(0.01);
  await expect(engine.configure(slower)).rejects.toThrow('fails today');
  expect(engine.isServing(slower)).toBe(false);
  failing.clear();
  log.length = 0;
  await engine.configure(slower);
  expect(log).toContain('trainer.configure');
});

test.each([
  'server.start',
  'server.connectTrainer',
  'server.weightsArrived',
  'server.configure',
  'server.connectLoad',
])('where %s fails the experiment is taken all the same, and the next request tries again', async (call) => {
  const { engine, failing } = connect();
  await engine.start(experiment);
  if (call === 'server.configure') await engine.whenServing();
  failing.add(call);
  const first = call === 'server.configure' ? undefined : engine.request([1, 2]);
  first?.catch(() => undefined);
  await engine.configure(withBatch(8));
  await expect(first ?? engine.request([1, 2])).rejects.toThrow('fails today');
  failing.clear();
  expect((await engine.request([1, 2])).output).toEqual([3]);
});

test('a start of the trainer that fails is tried again by the next edit, with the newest experiment', async () => {
  const { engine, log, failing } = connect();
  failing.add('trainer.start');
  await expect(engine.start(experiment)).rejects.toThrow('fails today');
  failing.clear();
  await engine.configure(withBatch(8));
  expect(log).toEqual(['trainer.start', 'trainer.start', 'trainer.configure']);
  expect((await engine.request([1, 2])).output).toEqual([3]);
});

test('calls before the start wait for it', async () => {
  const { engine, log } = connect();
  const configured = engine.configure(withRate(0.5));
  await Promise.resolve();
  expect(log).toEqual([]);
  await engine.start(experiment);
  await configured;
  expect(log).toEqual(['trainer.start', 'trainer.configure']);
});

test("a load runs under its own serving config and restores the server's", async () => {
  const { engine, log } = connect();
  await engine.start(experiment);
  await engine.whenServing();
  log.length = 0;
  await engine.runLoad({ mode: 'closed', inFlight: 2, serving: { maxBatchSize: 1 } }, pool);
  await engine.whenServing();
  expect(log).toEqual(['server.configure', 'load.run', 'server.configure']);
});

const pool = { rows: new Float32Array(8), inputs: 2, outputs: 1 };

/** A load that runs until it is stopped. */
function endlessLoad() {
  let end = (_report: LoadReport): void => undefined;
  let begun = (): void => undefined;
  const running = new Promise<void>((resolve) => (begun = resolve));
  const handlers: Partial<Handlers<LoadCalls>> = {
    run: () => {
      begun();
      return new Promise((resolve) => (end = resolve));
    },
    stop: ({ reason }) => end({ stopped: reason.text } as LoadReport),
  };
  return { handlers, running };
}

test('the serving config of a load holds whatever is edited; the edit is applied after it', async () => {
  const { handlers, running } = endlessLoad();
  const { engine, servings } = connect(handlers);
  await engine.start(experiment);
  const control = new AbortController();
  const load = engine.runLoad({ mode: 'closed', serving: { maxBatchSize: 1 } }, pool, control.signal);
  await running;
  await engine.configure(withBatch(32));
  await engine.request([1, 2]);
  control.abort(new Error('Enough.'));
  expect(await load).toEqual({ stopped: 'Enough.' });
  await engine.whenServing();
  expect(servings).toEqual([32]);
});

test('another network ends the load with what it has, and says so', async () => {
  const { handlers, running } = endlessLoad();
  const { engine } = connect(handlers);
  await engine.start(experiment);
  const load = engine.runLoad({ mode: 'closed' }, pool);
  await running;
  await engine.configure(otherNetwork);
  expect((await load).stopped).toContain('The network was changed');
});

test('a load that is aborted, or whose network changes, before it has begun ends at once', async () => {
  const { engine, log } = connect();
  await engine.start(experiment);
  const control = new AbortController();
  const load = engine.runLoad({ mode: 'closed' }, pool, control.signal);
  control.abort(new Error('Enough.'));
  await expect(load).rejects.toThrow('Enough.');
  const other = engine.runLoad({ mode: 'closed' }, pool);
  const configured = engine.configure(otherNetwork);
  await expect(other).rejects.toThrow('changed before the measurement began');
  await configured;
  expect(log).not.toContain('load.run');
  await engine.runLoad({ mode: 'closed' }, pool);
  expect(log).toContain('load.run');
});

test('a device switch moves both; responses name the new one', async () => {
  const { engine } = connect();
  await engine.start(experiment);
  await engine.request([1, 2]);
  expect((await engine.useDevice('cpu')).name).toBe('cpu');
  expect((await engine.request([1, 2])).device).toBe('cpu');
});

test('a dead worker rejects what waits and is reported; the server can be made again', async () => {
  const { engine, deaths, made } = connect();
  const failures: string[] = [];
  engine.onFailure((part, { message }) => failures.push(`${part}: ${message}`));
  await engine.start(experiment);
  await engine.whenServing();
  deaths.server!(new Error('The server worker stopped.'));
  expect(failures).toEqual(['server: The server worker stopped.']);
  expect(made).toEqual(['trainer', 'server']);
  expect((await engine.request([1, 2])).output).toEqual([3]);
  expect(made).toEqual(['trainer', 'server', 'server']);
});

test('a load worker that died ends its run and is reported; the server goes on, and the next load gets another', async () => {
  let runs = 0;
  const { engine, deaths, made, log } = connect({
    run: () => (++runs === 1 ? new Promise<never>(() => undefined) : ({ ok: 7 } as LoadReport)),
  });
  const failures: string[] = [];
  engine.onFailure((part, { message }) => failures.push(`${part}: ${message}`));
  await engine.start(experiment);
  const run = engine.runLoad({ mode: 'closed' }, pool);
  await vi.waitUntil(() => runs === 1);
  deaths.load!(new Error('The load worker stopped.'));
  await expect(run).rejects.toThrow('The load worker stopped.');
  expect(failures).toEqual(['load: The load worker stopped.']);
  expect((await engine.request([1, 2])).output).toEqual([3]);
  const connections = (): number => log.filter((line) => line === 'server.connectLoad').length;
  expect(connections()).toBe(1);
  expect(await engine.runLoad({ mode: 'closed' }, pool)).toEqual({ ok: 7 });
  expect(connections()).toBe(2);
  expect(made).toEqual(['trainer', 'server']);
});

test('a trainer that died is started again by the next edit and connected to the server', async () => {
  const { engine, deaths, made, log } = connect();
  await engine.start(experiment);
  await engine.whenServing();
  const underWay = engine.trainer.call('reset', {});
  deaths.trainer!(new Error('The training worker stopped.'));
  await expect(underWay).rejects.toThrow('The training worker stopped.');
  log.length = 0;
  await engine.configure(withBatch(8));
  expect((await engine.request([1, 2])).output).toEqual([3]);
  expect(made).toEqual(['trainer', 'server', 'trainer']);
  expect(log).toContain('trainer.start');
  expect(log).toContain('server.connectTrainer');
});

test('the trainer goes on with the run that was kept, at the start and after its death', async () => {
  const { engine, starts, deaths } = connect();
  const kept = (epoch: number): KeptRun => ({
    experiment,
    checkpoint: { state: Float32Array.of(1, 2), step: 25 * epoch, epoch, batch: 0, slotsSince: 0 },
    curve: [],
  });
  let run: KeptRun | undefined = kept(3);
  await engine.start(experiment, undefined, (first) => (first === experiment ? run : undefined));
  run = kept(8);
  deaths.trainer!(new Error('The training worker stopped.'));
  await engine.trainer.call('pause', undefined);
  run = undefined;
  deaths.trainer!(new Error('The training worker stopped.'));
  await engine.trainer.call('pause', undefined);
  expect(starts.map((params) => params.run?.checkpoint.epoch)).toEqual([3, 8, undefined]);
  expect('run' in starts[2]!).toBe(false);
});
