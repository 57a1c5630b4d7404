/**
 * The worker that reads one table, so that the page never waits for it. Imports nothing statically: WebKit evaluates a worker's
 * entry twice when one of its chunks imports it. The page holds its messages until the code has loaded.
 */
import type { Endpoint } from '#protocol/Call.ts';

import('./serveTables.ts')
  .then(({ serveTables }) => serveTables(self as unknown as Endpoint))
  .catch((error: unknown) => {
    // Must reach the page as the worker's error, not end as an unhandled rejection.
    setTimeout(() => {
      throw error;
    });
  });
