/** Wrong calls of `window.fanout` are told in a sentence. */
import { expect, test } from './fanoutTest.ts';

test('wrong calls get a sentence about the call', async ({ open }) => {
  const page = await open();
  const messages = await page.evaluate(async () => {
    const { fanout } = window;
    const said = (call: Promise<unknown>): Promise<string> =>
      call.then(
        () => 'went through',
        (error: Error) => error.message,
      );
    return [
      await said(fanout.predict([[1, 2], [1]])),
      await said(fanout.request([1, NaN])),
      await said(fanout.train({})),
      await said(fanout.evaluate('all' as 'test')),
      await said(fanout.setParameters([])),
      await said(fanout.load({ mode: 'open' })),
      await said(fanout.link({ trained: true } as never)),
      await said(fanout.edit({ trainig: {} } as never)),
      await said(fanout.request([1, 2], { timeoutMS: 5 } as never)),
      await said(fanout.train({ epochs: 0.5 })),
      await said(fanout.load({ mode: 'closed', concurrency: 4 } as never)),
      await said(fanout.loadSweep(undefined as never)),
    ];
  });
  expect(messages).toEqual([
    expect.stringMatching(/Row 1 has 1 value.*2 inputs/),
    expect.stringMatching(/NaN at place 1/),
    expect.stringMatching(/needs a goal/),
    expect.stringMatching(/"all"/),
    expect.stringMatching(/parameters of 0/),
    expect.stringMatching(/requestsPerSecond/),
    expect.stringMatching(/no setting "trained"/),
    expect.stringMatching(/trainig/),
    expect.stringMatching(/no setting "timeoutMS"/),
    expect.stringMatching(/whole number of epochs, not 0\.5/),
    expect.stringMatching(/no setting "concurrency"/),
    expect.stringMatching(/object of settings/),
  ]);
});
