/** Where a table comes from: a file that is chosen or dropped, or rows that are pasted. */
import { FileSpreadsheet } from 'lucide-react';
import { useId, useState } from 'react';
import { looksLikeTable } from '#commands/listenForTables.ts';
import * as say from '#messages/generated/importTable.ts';
import { Button } from '../controls/Button.tsx';
import { FileButton } from './FileButton.tsx';

interface SourceAreaProps {
  /** Why the last source could not be read. */
  readonly problem: string | null;
  onSource(source: string | Blob): void;
}

export function SourceArea({ problem, onSource }: SourceAreaProps) {
  const [text, setText] = useState('');
  const id = useId();
  return (
    <div className="import-source">
      <p role="alert" className="import-problem" hidden={problem === null}>
        {problem}
      </p>
      <div className="import-drop">
        <FileSpreadsheet size={28} strokeWidth={1.25} aria-hidden />
        <b>{say.dropHere()}</b>
        <FileButton className="button" first onFile={onSource}>
          {say.chooseFile()}
        </FileButton>
        <p>{say.formats()}</p>
      </div>
      <form
        className="import-paste"
        onSubmit={(event) => {
          event.preventDefault();
          if (text.trim() !== '') onSource(text);
        }}
      >
        <label htmlFor={id}>{say.pasteHere()}</label>
        <textarea
          id={id}
          value={text}
          spellCheck={false}
          aria-describedby={`${id}-hint`}
          placeholder={say.pasteExample()}
          onChange={(event) => setText(event.target.value)}
          onPaste={(event) => {
            const pasted = event.clipboardData.getData('text/plain');
            if (text !== '' || !looksLikeTable(pasted)) return;
            event.preventDefault();
            onSource(pasted);
          }}
        />
        <p id={`${id}-hint`} className="import-hint">
          {say.pasteHint()}
        </p>
        <Button type="submit" className="button" disabled={text.trim() === ''}>
          {say.readIt()}
        </Button>
      </form>
    </div>
  );
}
