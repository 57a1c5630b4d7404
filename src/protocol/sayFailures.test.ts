/** What a worker says reaches the page in the reader's language: thrown errors, results and events. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { failed, type Failure } from '#messages/Failure.ts';
import * as deviceErrors from '#messages/generated/deviceErrors.ts';
import * as trainerErrors from '#messages/generated/trainerErrors.ts';
import { setLanguage } from '#messages/say.ts';
import { connectCaller, serveCalls, type Emit } from './Call.ts';
import type { DeviceReport } from './DeviceReport.ts';
import { sayFailures } from './sayFailures.ts';

interface Calls<Text = string> {
  open: { params: void; result: DeviceReport<Text>[] };
  train: { params: void; result: { values: Float32Array; stopped?: Text } };
}
interface Events<Text = string> {
  lost: { message: Text; step: number };
}

const lost = deviceErrors.gpuLost({ why: 'driver reset' });
const goesOn = trainerErrors.goesOn({ why: lost, step: 1_200, device: 'wasm' });
const GERMAN = {
  'deviceErrors.gpuLost': (v: object) => `Die GPU ging verloren (${Reflect.get(v, 'why')}).`,
  'trainerErrors.goesOn': (v: object) =>
    `${Reflect.get(v, 'why')} Das Netz von Schritt ${Reflect.get(v, 'step')} läuft auf ${Reflect.get(v, 'device')} weiter.`,
};

const ports: MessagePort[] = [];
let emit: Emit<Events<Failure>>;

function connect() {
  const { port1, port2 } = new MessageChannel();
  ports.push(port1, port2);
  serveCalls<Calls<Failure>, Events<Failure>>(port2, (send) => {
    emit = send;
    return {
      open: () => [{ name: 'webgpu', works: false, reason: lost }],
      train: () => {
        throw failed(goesOn);
      },
    };
  });
  return connectCaller<Calls, Events>(port1);
}

/** The worker's sentences above were made in English; the page reads German. */
beforeEach(() => setLanguage('de', { codes: Object.keys(GERMAN), messages: () => Object.values(GERMAN) }));
afterEach(() => {
  setLanguage('en', null);
  for (const port of ports.splice(0)) port.close();
});

test('a thrown error is said in the language of the page, with its reason, and keeps code and values', async () => {
  await expect(connect().call('train', undefined)).rejects.toMatchObject({
    message: 'Die GPU ging verloren (driver reset). Das Netz von Schritt 1200 läuft auf wasm weiter.',
    code: 'trainerErrors.goesOn',
    values: { why: lost, step: 1_200, device: 'wasm' },
  });
});

test('so are reasons in results and events', async () => {
  const caller = connect();
  const [report] = await caller.call('open', undefined);
  expect(report).toEqual({ name: 'webgpu', works: false, reason: 'Die GPU ging verloren (driver reset).' });
  const told = new Promise((resolve) => caller.on('lost', resolve));
  emit('lost', { message: goesOn, step: 1_200 });
  expect(await told).toEqual({
    message: 'Die GPU ging verloren (driver reset). Das Netz von Schritt 1200 läuft auf wasm weiter.',
    step: 1_200,
  });
});

test('what has no translation stays in English, and numbers are left alone', () => {
  const values = Float32Array.of(1, 2);
  const rows = [[1, 2]];
  const message = { note: deviceErrors.noAdapter(), values, rows, none: null, absent: undefined };
  expect(sayFailures(message)).toEqual({
    note: 'The browser has WebGPU but found no GPU it would use.',
    values,
    rows,
    none: null,
  });
  expect(message.values).toBe(values);
});
