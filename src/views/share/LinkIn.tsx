/** A field for what one was sent: a link, one of TensorFlow Playground, or an experiment as JSON. */
import { useId, useState } from 'react';
import * as say from '#messages/generated/share.ts';
import { useCommands } from '../CommandsContext.ts';
import { Button } from '../controls/Button.tsx';

export function LinkIn({ onOpened }: { onOpened(): void }) {
  const commands = useCommands();
  const [source, setSource] = useState('');
  const [problem, setProblem] = useState('');
  const id = useId();
  const problemId = useId();
  return (
    <form
      className="share-part"
      onSubmit={(event) => {
        event.preventDefault();
        // Shown here instead of as a notice, which would be behind the dialog: the text can be corrected.
        commands
          .open(source.trim())
          .then(onOpened, (error: unknown) =>
            setProblem(error instanceof Error ? error.message : String(error)),
          );
      }}
    >
      <h3>
        <label htmlFor={id}>{say.openLinkOrJson()}</label>
      </h3>
      <div className="share-line">
        <input
          id={id}
          className="text-field"
          autoComplete="off"
          spellCheck={false}
          placeholder={say.pasteHere()}
          value={source}
          aria-invalid={problem !== ''}
          aria-describedby={problemId}
          onChange={(event) => {
            setSource(event.target.value);
            setProblem('');
          }}
        />
        <Button type="submit" className="button" disabled={source.trim() === ''}>
          {say.openIt()}
        </Button>
      </div>
      <p id={problemId} role="alert" className="share-state share-problem">
        {problem}
      </p>
    </form>
  );
}
