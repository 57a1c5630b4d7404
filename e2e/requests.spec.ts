/** Many requests at once: every caller gets its own answer, the right one, on every device. */
import { expect, test } from './fanoutTest.ts';

test('1,024 concurrent requests get the answers that predict gives, in shared batches', async ({
  open,
  devices,
}) => {
  const page = await open();
  await page.evaluate(() => window.fanout.train({ epochs: 5 }));
  for (const device of devices) {
    const { worst, sizes, ids, answeredBy } = await page.evaluate(async (device) => {
      const { fanout } = window;
      await fanout.useDevice(device);
      const rows = Array.from({ length: 1024 }, (_, i) => [
        ((i % 32) / 31) * 12 - 6,
        (Math.floor(i / 32) / 31) * 12 - 6,
      ]);
      const expected = await fanout.predict(rows);
      const responses = await Promise.all(rows.map((row) => fanout.request(row)));
      return {
        worst: Math.max(...responses.map(({ output }, i) => Math.abs(output[0]! - expected[i]![0]!))),
        sizes: responses.map(({ batchSize }) => batchSize),
        ids: responses.map(({ id }) => id),
        answeredBy: [...new Set(responses.map(({ device }) => device))],
      };
    }, device);
    expect(worst, device).toBeLessThan(1e-5);
    expect(new Set(ids).size).toBe(1024);
    expect(answeredBy).toEqual([device]);
    expect(Math.max(...sizes)).toBeGreaterThan(1);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(64);
  }
});

test('10,000 requests: each response belongs to its request', async ({ open }) => {
  const page = await open();
  const { wrong, distinct } = await page.evaluate(async () => {
    const { fanout } = window;
    // A network that hands its first input through, so that every answer names its question.
    await fanout.open({
      data: { set: 'plane', features: ['x1', 'x2'] },
      network: { hidden: [], output: { activation: 'linear' } },
      serving: { maxQueueSize: 16_384 },
    });
    await fanout.setParameters([{ kernel: [[1], [0]], bias: [0] }]);
    const count = 10_000;
    const responses = await Promise.all(Array.from({ length: count }, (_, i) => fanout.request([i, -i])));
    return {
      wrong: responses.filter(({ output }, i) => output[0] !== i).length,
      distinct: new Set(responses.map(({ id }) => id)).size,
    };
  });
  expect(wrong).toBe(0);
  expect(distinct).toBe(10_000);
});

test('the times of a response add up', async ({ open }) => {
  const page = await open();
  const responses = await page.evaluate(() =>
    Promise.all(Array.from({ length: 50 }, (_, i) => window.fanout.request([i / 10, 0]))),
  );
  for (const { timings, step } of responses) {
    const { queue, compute, readBack, total } = timings;
    for (const part of [queue, compute, readBack]) expect(part).toBeGreaterThanOrEqual(0);
    expect(queue + compute + readBack).toBeLessThanOrEqual(total + 1);
    expect(step).toBe(0);
  }
});

test('new weights answer from the next request on', async ({ open }) => {
  const page = await open();
  const answers = await page.evaluate(async () => {
    const { fanout } = window;
    await fanout.open({ data: { set: 'plane' }, network: { hidden: [], output: { activation: 'linear' } } });
    const answers = [];
    for (const bias of [1, 2, 3]) {
      await fanout.setParameters([{ kernel: [[0], [0]], bias: [bias] }]);
      answers.push((await fanout.request([0, 0])).output[0]);
    }
    return answers;
  });
  expect(answers).toEqual([1, 2, 3]);
});

test('a closed loop keeps its callers busy and reports', async ({ open, devices }) => {
  const page = await open();
  for (const device of devices) {
    const report = await page.evaluate(async (device) => {
      await window.fanout.useDevice(device);
      return window.fanout.load({ mode: 'closed', inFlight: 64, requests: 2_000 });
    }, device);
    expect(report).toMatchObject({
      sent: 2_000,
      ok: 2_000,
      rejected: 0,
      timedOut: 0,
      cancelled: 0,
      failed: 0,
      device,
    });
    expect(report.requestsPerSecond).toBeGreaterThan(10);
    expect(report.meanBatchSize).toBeGreaterThan(1);
    const { p50, p90, p95, p99, max } = report.latencyMs;
    expect([p50, p90, p95, p99, max]).toEqual([p50, p90, p95, p99, max].toSorted((a, b) => a - b));
    expect(p50).toBeGreaterThan(0);
  }
});

test('one by one, unbatched and batched are told apart by their batches', async ({ open }) => {
  const page = await open();
  const reports = await page.evaluate(async () => {
    const run = (pattern: 'oneByOne' | 'unbatched' | 'batched') =>
      window.fanout.load({ mode: 'closed', inFlight: 64, requests: 500, serving: { pattern } });
    return {
      oneByOne: await run('oneByOne'),
      unbatched: await run('unbatched'),
      batched: await run('batched'),
    };
  });
  expect(reports.oneByOne.meanBatchSize).toBe(1);
  expect(reports.unbatched.meanBatchSize).toBe(1);
  expect(reports.batched.meanBatchSize).toBeGreaterThan(2);
  for (const { ok } of Object.values(reports)) expect(ok).toBe(500);
});

test('an open loop follows its schedule', async ({ open }) => {
  const page = await open();
  const report = await page.evaluate(() =>
    window.fanout.load({ mode: 'open', requestsPerSecond: 200, durationMs: 2_000, seed: 3 }),
  );
  // Poisson with a mean of 400: five deviations on either side.
  expect(report.sent).toBeGreaterThan(300);
  expect(report.sent).toBeLessThan(500);
  expect(report.ok + report.rejected + report.timedOut + report.failed).toBe(report.sent);
});

test('a full queue rejects by name', async ({ open }) => {
  const page = await open();
  const { names, messages, answered } = await page.evaluate(async () => {
    const { fanout } = window;
    await fanout.open({ serving: { maxQueueSize: 8, maxBatchSize: 4 } });
    const ends = await Promise.allSettled(Array.from({ length: 512 }, () => fanout.request([1, 1])));
    const errors = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason as Error] : []));
    return {
      names: [...new Set(errors.map(({ name }) => name))],
      messages: [...new Set(errors.map(({ message }) => message))],
      answered: ends.length - errors.length,
    };
  });
  expect(names).toEqual(['RequestRejected']);
  expect(messages[0]).toContain('queue is full');
  expect(answered).toBeGreaterThanOrEqual(1);
});

test('an aborted request rejects with the reason of its signal and the others are answered', async ({
  open,
}) => {
  const page = await open();
  const { aborted, early, others } = await page.evaluate(async () => {
    const { fanout } = window;
    await fanout.request([0, 0]);
    const nameOf = (call: Promise<unknown>) =>
      call.then(
        () => 'answered',
        (error: Error) => error.name,
      );
    const control = new AbortController();
    const others = Array.from({ length: 100 }, (_, i) => fanout.request([i / 50, 1]));
    const aborted = nameOf(fanout.request([1, 1], { signal: control.signal }));
    control.abort();
    return {
      aborted: await aborted,
      early: await nameOf(
        fanout.request([1, 1], { signal: AbortSignal.abort(new DOMException('too late', 'TimeoutError')) }),
      ),
      others: (await Promise.all(others)).length,
    };
  });
  expect({ aborted, early, others }).toEqual({
    aborted: 'AbortError',
    early: 'TimeoutError',
    others: 100,
  });
});

test('training goes on while requests are answered', async ({ open }) => {
  const page = await open();
  const { trained, report } = await page.evaluate(async () => {
    const { fanout } = window;
    await fanout.request([0, 0]);
    const training = fanout.train({ seconds: 3 });
    const report = await fanout.load({ mode: 'closed', inFlight: 64, durationMs: 2_000 });
    return { trained: await training, report };
  });
  expect(trained.step).toBeGreaterThan(10);
  expect(report.ok).toBeGreaterThan(50);
  expect(report.failed).toBe(0);
});
