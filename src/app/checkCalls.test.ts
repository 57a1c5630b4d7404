import { expect, test } from 'vitest';
import {
  checkLinkOptions,
  checkLoad,
  checkRequestOptions,
  checkRow,
  checkSweep,
  checkUntil,
  flatRows,
  nestedRows,
} from './checkCalls.ts';

test('rows are flattened and nested again', () => {
  expect([...flatRows([[1, 2], Float32Array.of(3, 4)], 2)]).toEqual([1, 2, 3, 4]);
  expect(nestedRows(Float32Array.of(1, 2, 3, 4, 5, 6), 2)).toEqual([
    [1, 2, 3],
    [4, 5, 6],
  ]);
});

test.each<[() => void, RegExp]>([
  [() => flatRows([[1, 2], [1]], 2), /Row 1 has 1 value; the network has 2 inputs/],
  [() => checkRow(null as unknown as number[], 2), /The row has no values/],
  [() => checkRow([1, Infinity], 2), /Infinity at place 1/],
  [() => checkUntil({}), /needs a goal/],
  [() => checkUntil({ epochs: -1 }), /positive number of epochs, not -1/],
  [() => checkUntil({ epochs: 0.5 }), /whole number of epochs, not 0\.5/],
  [() => checkUntil({ watch: 'test' }), /needs a goal/],
  [() => checkUntil({ lossBelow: 0 }), /positive number of lossBelow, not 0/],
  [() => checkUntil({ plateau: 1.5 }), /whole number of plateau, not 1\.5/],
  [() => checkUntil({ plateau: 2, watch: 'best' as never }), /watch 'test' or 'train', not "best"/],
  [() => checkUntil({ loss: 0.1 } as never), /knows no goal "loss": give epochs, .* or plateau/],
  [() => checkUntil({ steps: 2.5 }), /whole number of steps, not 2\.5/],
  [() => checkUntil({ hours: 1 } as object), /no goal "hours"/],
  [() => checkLoad({ mode: 'burst' as 'open' }), /'closed' or 'open'/],
  [() => checkLoad({ mode: 'open' }), /requestsPerSecond/],
  [() => checkLoad({ mode: 'closed', inFlight: 5_000 }), /inFlight is 5000; it may be 1 to 4,096/],
  [() => checkLoad({ mode: 'closed', serving: { maxBatchSize: 0 } }), /serving\.maxBatchSize is 0/],
  [
    () => checkLoad({ mode: 'closed', serving: { policy: 'best' as 'none' } }),
    /serving\.policy is “best”; it may be none/,
  ],
  [() => checkLoad({ mode: 'closed', requests: NaN }), /requests is NaN; it must be a whole number from 1/],
  [
    () => checkLoad({ mode: 'closed', request: 5 } as never),
    /no setting "request": it may be mode, arrivals/,
  ],
  [
    () => checkLoad({ mode: 'open', arrivals: 'poison' as 'poisson', requestsPerSecond: 5 }),
    /'poisson'.*, not poison/,
  ],
  [() => checkLoad({ mode: 'closed', cancelShare: 2 }), /cancelShare is 2; it may be 0 to 1/],
  [() => checkLoad({ mode: 'closed', seed: 1.5 }), /seed is 1\.5; it must be a whole number/],
  [() => checkLoad({ mode: 'closed', priorityMix: 'two' as 'one' }), /priorityMix is “two”/],
  [() => checkLoad(undefined as never), /wants an object of settings/],
  [() => checkSweep(undefined as never), /loadSweep\(\) wants an object of settings: over, values/],
  [() => checkSweep({ over: 'clients' as 'rate', values: [1] }), /over 'concurrency' or 'rate', not clients/],
  [() => checkSweep({ over: 'rate' } as never), /values: a list of requests per second/],
  [() => checkSweep({ over: 'rate', values: [1], windowMS: 5 } as never), /no setting "windowMS"/],
  [() => checkSweep({ over: 'rate', values: [1], settleOn: 'max' as 'p99' }), /settleOn 'mean'/],
  [
    () => checkSweep({ over: 'rate', values: [1], load: { mode: 'open' } } as never),
    /loadSweep\(\{ load \}\) knows no setting "mode"/,
  ],
  [() => checkLoad({ mode: 'closed', concurrency: 4 } as never), /no setting "concurrency"/],
  [() => checkLoad({ mode: 'closed', durationMs: 0 }), /durationMs is 0; it may be 1 to/],
  [() => checkRequestOptions({ timeoutMS: 5 } as never), /request\(\) knows no setting "timeoutMS"/],
  [() => checkRequestOptions({ timeoutMs: -1 }), /timeoutMs to be a number from 0, not -1/],
  [() => checkRequestOptions({ priority: 1.5 }), /priority is 1\.5; it must be a whole number/],
  [() => checkRequestOptions({ signal: {} as AbortSignal }), /an AbortSignal/],
  [() => checkRequestOptions(null as never), /wants an object of settings/],
  [() => flatRows(5 as never, 2), /a list of rows, not number/],
  [() => checkLinkOptions({ notes: 'x' } as never), /link\(\) knows no setting "notes"/],
  [() => checkLinkOptions({ note: 5 } as never), /note is a text of at most 1,000 characters/],
  [
    () => checkLinkOptions({ tryThis: 'x'.repeat(201) }),
    /tryThis has 201 characters; it may have at most 200/,
  ],
])('a wrong call gets a sentence about it (%#)', (call, words) => {
  expect(call).toThrow(words);
});

test('valid calls pass', () => {
  expect(() => checkRequestOptions({ timeoutMs: 0, priority: 1, signal: AbortSignal.abort() })).not.toThrow();
  expect(() => checkUntil({ epochs: 3, seconds: 0.5 })).not.toThrow();
  expect(() =>
    checkLoad({ mode: 'closed', inFlight: 256, requests: 10_000, seed: 3, timeoutMs: 0 }),
  ).not.toThrow();
  expect(() =>
    checkLoad({
      mode: 'open',
      arrivals: 'ramp',
      requestsPerSecond: 0.5,
      durationMs: 900,
      priorityMix: [0.5, 0.5],
    }),
  ).not.toThrow();
  expect(() =>
    checkSweep({ over: 'rate', values: [1_000, 2_000], windowMs: 200, load: { arrivals: 'constant' } }),
  ).not.toThrow();
});
