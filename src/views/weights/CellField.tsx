/** The field in the cell that is edited. It has the whole text selected, unless editing began with a typed character. */
import { useEffect, useRef } from 'react';
import type { useCellEditing } from './useCellEditing.ts';

interface CellFieldProps {
  readonly label: string;
  readonly draft: string;
  readonly editing: Pick<ReturnType<typeof useCellEditing>, 'setDraft' | 'leave' | 'onFieldKey'>;
}

export function CellField({ label, draft, editing }: CellFieldProps) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const { current } = field;
    current?.focus({ preventScroll: true });
    if (current && current.value.length > 1) current.select();
  }, []);
  return (
    <input
      ref={field}
      aria-label={label}
      inputMode="decimal"
      autoComplete="off"
      value={draft}
      onChange={(event) => editing.setDraft(event.target.value)}
      onKeyDown={editing.onFieldKey}
      onBlur={editing.leave}
    />
  );
}
