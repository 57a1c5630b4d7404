// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from 'vitest';
import { copyText } from './copyText.ts';

afterEach(() => {
  vi.unstubAllGlobals();
  document.body.replaceChildren();
});

/** A browser that copies selections, as all do on insecure pages; `copied` is what was copied. */
function copyingBrowser(works = true): { copied: string } {
  const seen = { copied: '' };
  document.execCommand = () => {
    const field = document.activeElement as HTMLTextAreaElement;
    if (works) seen.copied = field.value.slice(field.selectionStart, field.selectionEnd);
    return works;
  };
  return seen;
}

test('without a clipboard the text is copied as a selection, inside the open dialog, and the focus returns', async () => {
  vi.stubGlobal('navigator', {});
  document.body.innerHTML = '<dialog open><button>Copy</button></dialog>';
  document.querySelector('button')!.focus();
  const seen = copyingBrowser();
  expect(await copyText('the link')).toBe(true);
  expect(seen.copied).toBe('the link');
  expect(document.querySelector('textarea')).toBeNull();
  expect(document.activeElement?.tagName).toBe('BUTTON');
});

test('when the clipboard refuses, the selection is copied', async () => {
  vi.stubGlobal('navigator', { clipboard: { writeText: () => Promise.reject(new Error('denied')) } });
  const seen = copyingBrowser();
  expect(await copyText('the link')).toBe(true);
  expect(seen.copied).toBe('the link');
});

test('reports when neither works', async () => {
  vi.stubGlobal('navigator', {});
  copyingBrowser(false);
  expect(await copyText('the link')).toBe(false);
});
