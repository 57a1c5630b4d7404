/** A button that opens the system's choice of a file. */
import { useRef, type ReactNode } from 'react';
import { Button } from '../controls/Button.tsx';

interface FileButtonProps {
  readonly className: string;
  /** Gets the focus when its dialog opens. */
  readonly first?: boolean;
  readonly children: ReactNode;
  onFile(file: File): void;
}

export function FileButton({ className, first = false, children, onFile }: FileButtonProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button
        className={className}
        {...(first ? { 'data-first-focus': '' } : {})}
        onClick={() => input.current?.click()}
      >
        {children}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        tabIndex={-1}
        accept=".csv,.tsv,.txt,.tab,text/csv,text/plain,text/tab-separated-values"
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          // The same file may be chosen again.
          event.target.value = '';
          if (file) onFile(file);
        }}
      />
    </>
  );
}
