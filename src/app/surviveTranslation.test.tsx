// @vitest-environment happy-dom
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { beforeEach, expect, test, vi } from 'vitest';
import { surviveTranslation } from './surviveTranslation.ts';

/** Bare text beside elements, as JSX makes it everywhere: changed, removed, and inserted before. */
function Page({ turn }: { readonly turn: number }) {
  return (
    <p>
      Epoch {turn}
      {turn % 2 === 0 && ' even'}
      {turn % 2 === 1 && <b>odd</b>} of many
    </p>
  );
}

/** What Google Translate does: a <font> in the place of every text node. */
function translate(root: Node): void {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  while (walker.nextNode()) texts.push(walker.currentNode as Text);
  for (const text of texts) {
    if (text.parentElement?.tagName === 'FONT' || text.data.trim() === '') continue;
    const font = document.createElement('font');
    font.textContent = text.data.toUpperCase();
    text.replaceWith(font);
  }
}

beforeEach(() => vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true));
const turnOfEvents = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

test('React still changes, removes and inserts text after a translator has replaced it', async () => {
  const place = document.createElement('div');
  document.body.append(place);
  surviveTranslation(place);
  const root = createRoot(place);
  await act(async () => root.render(<Page turn={0} />));
  for (let turn = 1; turn <= 6; turn++) {
    translate(place);
    await turnOfEvents();
    await act(async () => root.render(<Page turn={turn} />));
    await turnOfEvents();
    const shown = place.textContent?.toLowerCase().replaceAll(/\s+/g, ' ').trim();
    expect(shown).toBe(turn % 2 === 0 ? `epoch ${turn} even of many` : `epoch ${turn}odd of many`);
  }
});

test('a library that inserts without saying before what still appends', () => {
  const place = document.createElement('div');
  document.body.append(place);
  const insert = place.insertBefore as (node: Node, before?: Node) => Node;
  const added = document.createElement('i');
  insert.call(place, added, undefined);
  expect(place.lastChild).toBe(added);
});
