/**
 * Asks the exported Go service as the lab asks its own: 10,000 requests of a closed loop, an open loop at half of what it managed, and a
 * SIGTERM under load. Every answer is compared, and the service's own metrics with what was sent.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { request, Agent } from 'node:http';
import { createInterface } from 'node:readline';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';

const CLOSED = { count: 10_000, clients: 64 };
const OPEN_S = 30;

/** @returns {Promise<{ status: number, text: string, closes: boolean }>} */
function send(agent, port, path, body) {
  return new Promise((resolve, reject) => {
    const headers = body
      ? { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
      : {};
    const call = request(
      { agent, host: '127.0.0.1', port, path, method: body ? 'POST' : 'GET', headers },
      (answer) => {
        let text = '';
        answer.setEncoding('utf8');
        answer.on('data', (part) => (text += part));
        answer.on('end', () =>
          resolve({ status: answer.statusCode, text, closes: answer.headers.connection === 'close' }),
        );
        answer.on('error', reject);
      },
    );
    call.on('error', reject);
    call.end(body);
  });
}

/** The largest |a − b| / max(1, |b|) of an answer; Infinity where it is none. */
function difference(answer, wanted) {
  if (answer.status !== 200) return Infinity;
  const { data } = JSON.parse(answer.text).outputs[0];
  return wanted.reduce((most, b, i) => Math.max(most, Math.abs(data[i] - b) / Math.max(1, Math.abs(b))), 0);
}

/** @param {string} binary the built service */
export async function askService(binary, golden, flags = []) {
  const service = spawn(binary, ['-address', '127.0.0.1:0', ...flags], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const exited = once(service, 'exit');
  try {
    return await measure(service, exited, golden);
  } finally {
    if (service.exitCode === null) service.kill('SIGKILL');
  }
}

async function measure(service, exited, golden) {
  const lines = createInterface({ input: service.stderr });
  const [first] = await once(lines, 'line');
  const port = Number(/:(\d+)\/v2/.exec(first)[1]);
  const agent = new Agent({ keepAlive: true, maxSockets: 512 });
  const path = `/v2/models/${golden.model}/infer`;
  const bodies = golden.rows.map((row) =>
    JSON.stringify({ inputs: [{ name: 'input', shape: [1, row.length], datatype: 'FP32', data: row }] }),
  );
  const ask = async (i) =>
    difference(await send(agent, port, path, bodies[i % bodies.length]), golden.outputs[i % bodies.length]);

  let largest = 0;
  const closed = await closedLoop(ask);
  largest = Math.max(largest, closed.largest);
  const afterClosed = readMetrics((await send(agent, port, '/metrics')).text);
  const open = await openLoop(ask, closed.rate / 2);
  largest = Math.max(largest, open.largest);
  const all = readMetrics((await send(agent, port, '/metrics')).text);
  const stop = await stopUnderLoad(service, exited, ask, () => send(agent, port, '/v2/health/ready'));
  return {
    largest,
    closedRate: closed.rate,
    counted: afterClosed.ok,
    meanBatch: afterClosed.rows / afterClosed.batches,
    open: {
      ...open,
      counted: all.ok - afterClosed.ok,
      serverP50: quantile(minus(all.buckets, afterClosed.buckets), 0.5),
    },
    stop,
  };
}

async function closedLoop(ask) {
  let [next, largest] = [0, 0];
  const begin = performance.now();
  await Promise.all(
    Array.from({ length: CLOSED.clients }, async () => {
      while (next < CLOSED.count) {
        const difference = await ask(next++);
        largest = Math.max(largest, difference);
      }
    }),
  );
  return { largest, rate: CLOSED.count / ((performance.now() - begin) / 1_000) };
}

/** Poisson arrivals by a plan drawn before; latency counts from the plan. */
async function openLoop(ask, rate) {
  const latencies = [];
  let [largest, plannedMs, sent] = [0, 0, 0];
  const begin = performance.now();
  const answers = [];
  const timed = async (answer, planned) => {
    const difference = await answer;
    largest = Math.max(largest, difference);
    latencies.push(performance.now() - begin - planned);
  };
  while (plannedMs < OPEN_S * 1_000) {
    plannedMs += (-Math.log(1 - Math.random()) * 1_000) / rate;
    const planned = plannedMs;
    while (performance.now() - begin < planned)
      await (planned - (performance.now() - begin) > 2 ? sleep(1) : new Promise(setImmediate));
    sent += 1;
    answers.push(timed(ask(sent), planned));
  }
  await Promise.all(answers);
  const seconds = (performance.now() - begin) / 1_000;
  latencies.sort((a, b) => a - b);
  return {
    largest,
    asked: sent / (plannedMs / 1_000),
    achieved: latencies.length / seconds,
    sent,
    p50Ms: latencies[Math.floor(latencies.length / 2)],
    p99Ms: latencies[Math.floor(latencies.length * 0.99)],
  };
}

/** Clients go on for a while after the service has said that it is not ready, as those behind a load balancer do. */
async function stopUnderLoad(service, exited, ask, ready) {
  const state = { isAway: false, isTold: false };
  const counts = { before: 0, after: 0, lost: 0 };
  const clients = Array.from({ length: CLOSED.clients }, async (_, i) => {
    while (!state.isAway) {
      const difference = await ask(i).catch(() => Infinity);
      if (difference === Infinity) counts.lost += 1;
      else counts[state.isTold ? 'after' : 'before'] += 1;
    }
  });
  await sleep(1_000);
  service.kill('SIGTERM');
  state.isTold = true;
  while ((await ready()).status === 200);
  await sleep(1_000);
  state.isAway = true;
  await Promise.all(clients);
  const [code] = await exited;
  return { ...counts, code };
}

function readMetrics(text) {
  const sum = (pattern) => [...text.matchAll(pattern)].reduce((total, [, value]) => total + Number(value), 0);
  return {
    ok: sum(/^inference_requests_total\{outcome="ok".*\} (\d+)$/gm),
    rows: sum(/^inference_batch_size_sum (\S+)$/gm),
    batches: sum(/^inference_batch_size_count (\d+)$/gm),
    buckets: [...text.matchAll(/^inference_request_duration_seconds_bucket\{le="(.*)"\} (\d+)$/gm)].map(
      ([, le, count]) => [le, Number(count)],
    ),
  };
}

const minus = (all, before) => all.map(([le, count], i) => [le, count - before[i][1]]);
const quantile = (buckets, share) => buckets.find(([, count]) => count >= share * buckets.at(-1)[1])?.[0];
