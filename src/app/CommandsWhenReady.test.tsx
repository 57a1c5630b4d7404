// @vitest-environment happy-dom
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { beforeEach, expect, test, vi } from 'vitest';
import type { Commands } from '#commands/Commands.ts';
import { useCommands } from '#views/CommandsContext.ts';
import { CommandsWhenReady } from './CommandsWhenReady.tsx';

beforeEach(() => vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true));

test('calls are queued until the engine is there, and synchronous from then on', async () => {
  const calls: string[] = [];
  let commands: Commands | undefined;
  function View() {
    commands = useCommands();
    return null;
  }
  let renders = 0;
  function Still() {
    renders += 1;
    return null;
  }
  let come = (_commands: Commands): void => undefined;
  const coming = new Promise<Commands>((resolve) => (come = resolve));
  await act(async () =>
    createRoot(document.createElement('div')).render(
      <CommandsWhenReady coming={coming}>
        <View />
        <Still />
      </CommandsWhenReady>,
    ),
  );
  commands!.step('epoch');
  commands!.play();
  expect(calls).toEqual([]);

  const real = {
    step: (unit: string) => void calls.push(`step ${unit}`),
    play: () => void calls.push('play'),
  } as unknown as Commands;
  await act(async () => come(real));
  expect(calls).toEqual(['step epoch', 'play']);
  expect(commands).toBe(real);
  commands!.play();
  expect(calls).toEqual(['step epoch', 'play', 'play']);
  expect(renders).toBe(1);
});
