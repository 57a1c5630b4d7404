// @vitest-environment happy-dom
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { expect, test, vi } from 'vitest';
import { Rich } from './Rich.tsx';

test('marks become elements, unknown ones plain text, and nothing else is markup', () => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  const root = document.createElement('p');
  act(() =>
    createRoot(root).render(
      <Rich
        text="Press <kbd>B</kbd> or <x>this</x>, <go>there</go>: 1 < 2 & <b>"
        marks={{ go: (inner) => <a href="#a">{inner}</a> }}
      />,
    ),
  );
  expect(root.innerHTML).toBe('Press <kbd>B</kbd> or this, <a href="#a">there</a>: 1 &lt; 2 &amp; &lt;b&gt;');
});
