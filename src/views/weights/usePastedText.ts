/** Listens for text that is pasted while a table is shown, but for single values that are pasted into a field. */
import { useEffect, useRef } from 'react';

export function usePastedText(take: (text: string) => void): void {
  const newest = useRef(take);
  useEffect(() => {
    newest.current = take;
  });
  useEffect(() => {
    // On the document: where no text is selected, the browser pastes into the body, whatever has the focus.
    const onPaste = (event: ClipboardEvent): void => {
      const text = event.clipboardData?.getData('text/plain') ?? '';
      const isForField = event.target instanceof HTMLInputElement && !/[\t\r\n]/.test(text.trimEnd());
      if (text.trim() === '' || isForField) return;
      event.preventDefault();
      newest.current(text);
    };
    document.addEventListener('paste', onPaste, true);
    return () => document.removeEventListener('paste', onPaste, true);
  }, []);
}
