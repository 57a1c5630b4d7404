// @vitest-environment happy-dom
/** The dialog lists what is not in the link. */
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, expect, test } from 'vitest';
import type { Commands } from '#commands/Commands.ts';
import { arrivalsFeed } from '#state/feeds.ts';
import { uiStore } from '#state/uiStore.ts';
import { CommandsProvider } from '../CommandsContext.ts';
import { ShareDialog } from './ShareDialog.tsx';

(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;
const commands = { link: async () => 'https://fanout.test/#e=1' } as Commands;
let root: Root | undefined;

async function shown(): Promise<string> {
  uiStore.setState({ shareOpen: true });
  const host = document.body.appendChild(document.createElement('div'));
  root = createRoot(host);
  await act(async () =>
    root?.render(
      <CommandsProvider value={commands}>
        <ShareDialog />
      </CommandsProvider>,
    ),
  );
  return host.textContent;
}
afterEach(async () => {
  await act(async () => root?.unmount());
  arrivalsFeed.publish(null);
});

test('recorded arrivals stay on the page, and the dialog lists them', async () => {
  expect(await shown()).not.toContain('arrivals');
  await act(async () => root?.unmount());
  arrivalsFeed.publish(Float64Array.of(0, 5));
  expect(await shown()).toContain('Recorded or drawn arrivals stay on this page.');
});
