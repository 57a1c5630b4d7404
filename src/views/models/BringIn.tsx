/** Opens a network of another program from files that are chosen; dropping works anywhere on the page. */
import { Upload } from 'lucide-react';
import { useRef, useState } from 'react';
import * as say from '#messages/generated/models.ts';
import { useCommands } from '../CommandsContext.ts';
import { Button } from '../controls/Button.tsx';

export function BringIn({ onOpened }: { readonly onOpened: () => void }) {
  const commands = useCommands();
  const input = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState('');
  const open = async (files: readonly File[]): Promise<void> => {
    try {
      await commands.importModel(files);
      onOpened();
    } catch (error) {
      // Shown here: a notice would be behind the dialog.
      setProblem(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <section
      className="models-bring"
      onDrop={(event) => {
        event.preventDefault();
        void open([...event.dataTransfer.files]);
      }}
    >
      <h3>{say.bringIn()}</h3>
      <p>{say.bringInHow()}</p>
      <Button className="button" onClick={() => input.current?.click()}>
        <Upload size={16} aria-hidden />
        {say.chooseFiles()}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        tabIndex={-1}
        accept=".onnx,.keras,.safetensors,.json,.bin"
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          // The same files may be chosen again.
          event.target.value = '';
          if (files.length > 0) void open(files);
        }}
      />
      <p role="alert" hidden={problem === ''}>
        {problem}
      </p>
      <small>{say.bringInLimits()}</small>
    </section>
  );
}
