/** The Share dialog: the link of this experiment and what it holds, and a field to open a link or JSON. */
import { Check, Copy } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import { useStore } from 'zustand';
import * as say from '#messages/generated/share.ts';
import { arrivalsFeed } from '#state/feeds.ts';
import { uiStore } from '#state/uiStore.ts';
import { useCommands } from '../CommandsContext.ts';
import { Button } from '../controls/Button.tsx';
import { copyText } from '../copyText.ts';
import { Dialog } from '../controls/Dialog.tsx';
import { useFeed } from '../useFeed.ts';
import './ShareDialog.css';

const close = (): void => uiStore.setState({ shareOpen: false });

export function ShareDialog() {
  const open = useStore(uiStore, (state) => state.shareOpen);
  return (
    <Dialog open={open} title={say.share()} onClose={close}>
      <LinkOut />
      <LinkIn />
    </Dialog>
  );
}

function LinkOut() {
  const commands = useCommands();
  const [link, setLink] = useState('');
  const [state, setState] = useState<'ready' | 'copied' | 'refused'>('ready');
  const field = useRef<HTMLInputElement>(null);
  const arrivals = useFeed(arrivalsFeed);
  const id = useId();
  useEffect(() => {
    let current = true;
    commands.link().then(
      (made) => current && setLink(made),
      (error: unknown) =>
        uiStore.setState({ notice: { text: say.linkNotMade({ why: String(error) }), tone: 'error' } }),
    );
    return () => {
      current = false;
    };
  }, [commands]);
  const copy = (): void => {
    const tell = async (): Promise<void> => {
      const copied = await copyText(link);
      setState(copied ? 'copied' : 'refused');
      if (!copied) field.current?.select();
    };
    void tell();
  };
  return (
    <section className="share-part">
      <label htmlFor={id}>{say.linkToExperiment()}</label>
      <div className="share-line">
        <input
          id={id}
          ref={field}
          className="text-field"
          data-first-focus
          readOnly
          value={link}
          onFocus={(event) => event.target.select()}
          onClick={(event) => event.currentTarget.select()}
        />
        <Button className="button-filled" disabled={link === ''} onClick={copy}>
          {state === 'copied' ? <Check size={16} aria-hidden /> : <Copy size={16} aria-hidden />}
          {state === 'copied' ? say.copied() : say.copy()}
        </Button>
      </div>
      <p role="status" className="share-state">
        {state === 'copied' && say.linkOnClipboard()}
        {state === 'refused' && say.copyRefused()}
      </p>
      <ul className="share-facts">
        <li>{say.holdsSettings()}</li>
        <li>{say.holdsNoWeights()}</li>
        {arrivals && <li>{say.arrivalsStay()}</li>}
        <li>{say.afterTheHash({ count: link.length })}</li>
      </ul>
    </section>
  );
}

function LinkIn() {
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
          .then(close, (error: unknown) =>
            setProblem(error instanceof Error ? error.message : String(error)),
          );
      }}
    >
      <label htmlFor={id}>{say.openLinkOrJson()}</label>
      <div className="share-line">
        <input
          id={id}
          className="text-field"
          autoComplete="off"
          spellCheck={false}
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
