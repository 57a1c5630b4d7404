/** The dialog "Take the model with you": formats on the left, their text in the middle, downloads and facts on the right. */
import { useState } from 'react';
import { useStore } from 'zustand';
import type { ModelFormat } from '#models/ModelFormat.ts';
import { MODEL_FORMATS } from '#models/modelExchange.ts';
import * as say from '#messages/generated/models.ts';
import { uiStore } from '#state/uiStore.ts';
import { Button } from '../controls/Button.tsx';
import { Dialog } from '../controls/Dialog.tsx';
import { BringIn } from './BringIn.tsx';
import { FormatCode } from './FormatCode.tsx';
import { FormatFacts } from './FormatFacts.tsx';
import { FormatList } from './FormatList.tsx';
import { useModelExport } from './useModelExport.ts';
import './ModelsDialog.css';

const close = (): void => uiStore.setState({ modelsOpen: false });

export function ModelsDialog() {
  const open = useStore(uiStore, (state) => state.modelsOpen);
  return (
    <Dialog open={open} title={say.title()} className="models" onClose={close}>
      <Models />
    </Dialog>
  );
}

/** Rendered while the dialog is open, so that each opening takes the weights of its moment. */
function Models() {
  const [name, setName] = useState(MODEL_FORMATS[0]!.name);
  const taken = useModelExport(name);
  const format: ModelFormat = MODEL_FORMATS.find((each) => each.name === name)!;
  if (taken.state === 'failed') {
    return (
      <div className="models-none" role="alert">
        <p>{say.notThere({ why: taken.why })}</p>
        <Button className="button" onClick={taken.again}>
          {say.tryAgain()}
        </Button>
      </div>
    );
  }
  const made = taken.state === 'there' ? taken.made.get(name) : undefined;
  return (
    <div className="models-body">
      <FormatList shown={name} made={taken.state === 'there' ? taken.made : new Map()} onShow={setName} />
      {taken.state === 'there' && made && 'files' in made ? (
        <>
          <FormatCode key={name} format={format} model={taken.model} files={made.files} />
          <aside className="models-side" aria-label={format.label}>
            <FormatFacts format={format} model={taken.model} files={made.files} />
            <BringIn onOpened={close} />
          </aside>
        </>
      ) : (
        <p className="models-none" role="status">
          {made && 'reason' in made ? made.reason : say.gathering()}
        </p>
      )}
    </div>
  );
}
