/** The experiment as a file: with its weights, unless the engine cannot give them; its settings can still be saved then. */
import { Download } from 'lucide-react';
import { useState } from 'react';
import * as say from '#messages/generated/share.ts';
import { useCommands } from '../CommandsContext.ts';
import { Button } from '../controls/Button.tsx';
import { saveFile } from '../saveFile.ts';
import { fileNameOf } from './fileNameOf.ts';
import type { Sharing } from './useSharing.ts';

export function FileOut({ sharing: { weights, texts } }: { readonly sharing: Sharing }) {
  const commands = useCommands();
  const [problem, setProblem] = useState('');
  const save = async (): Promise<void> => {
    try {
      const text = await commands.experimentFile({ weights: weights.state !== 'failed', ...texts });
      saveFile(new Blob([text], { type: 'application/json' }), fileNameOf(texts.title, 'fanout.json'));
      setProblem('');
    } catch (error) {
      setProblem(say.fileNotMade({ why: error instanceof Error ? error.message : String(error) }));
    }
  };
  const text = (): string => {
    if (weights.state === 'waiting') return say.weightsComing();
    return weights.held ? say.fileHolds() : say.fileHoldsNoWeights();
  };
  return (
    <section className="share-part share-file" aria-label={say.asFile()}>
      <div>
        <h3>{say.asFile()}</h3>
        <p>{text()}</p>
        {problem !== '' && (
          <p role="alert" className="share-problem">
            {problem}
          </p>
        )}
      </div>
      <Button className="button" disabled={weights.state === 'waiting'} onClick={() => void save()}>
        <Download size={16} aria-hidden />
        {say.saveFile()}
      </Button>
    </section>
  );
}
