/** The link: to copy, what it holds, and the other way round: a link or JSON that somebody sent. */
import { Check, Copy } from 'lucide-react';
import { useEffect, useId, useState } from 'react';
import { useStore } from 'zustand';
import { countText } from '../../paint/numberText.ts';
import { uiStore } from '../../state/uiStore.ts';
import { useCommands } from '../CommandsContext.ts';
import { Dialog } from '../controls/Dialog.tsx';
import './ShareDialog.css';

const close = (): void => uiStore.setState({ shareOpen: false });

export function ShareDialog() {
  const open = useStore(uiStore, (state) => state.shareOpen);
  return (
    <Dialog open={open} title="Share" onClose={close}>
      <LinkOut />
      <LinkIn />
    </Dialog>
  );
}

function LinkOut() {
  const commands = useCommands();
  const [link, setLink] = useState('');
  const [state, setState] = useState<'ready' | 'copied' | 'refused'>('ready');
  const id = useId();
  useEffect(() => {
    let current = true;
    commands.link().then(
      (made) => current && setLink(made),
      (error: unknown) =>
        uiStore.setState({ notice: { text: `The link could not be made: ${String(error)}`, tone: 'error' } }),
    );
    return () => {
      current = false;
    };
  }, [commands]);
  const copy = (): void => {
    navigator.clipboard.writeText(link).then(
      () => setState('copied'),
      () => setState('refused'),
    );
  };
  return (
    <section className="share-part">
      <label htmlFor={id}>Link to this experiment</label>
      <div className="share-line">
        <input
          id={id}
          className="text-field"
          data-first-focus
          readOnly
          value={link}
          onFocus={(event) => event.target.select()}
          onClick={(event) => event.currentTarget.select()}
        />
        <button type="button" className="button-filled" disabled={link === ''} onClick={copy}>
          {state === 'copied' ? <Check size={16} aria-hidden /> : <Copy size={16} aria-hidden />}
          {state === 'copied' ? 'Copied' : 'Copy'}
        </button>
      </div>
      <p role="status" className="share-state">
        {state === 'copied' && 'The link is on the clipboard.'}
        {state === 'refused' &&
          'The browser did not allow copying. Select the link and copy it with the keyboard.'}
      </p>
      <ul className="share-facts">
        <li>It holds the data settings, network, training plan, serving plan, view and all seeds.</li>
        <li>It holds no trained weights: the same seeds give the same start and the same training.</li>
        <li>
          All of it stands behind the #, which browsers never send to a server. {countText(link.length)}{' '}
          characters.
        </li>
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
        // Said here rather than in a notice: that lies behind the dialog, and what was pasted can be put right.
        commands
          .open(source.trim())
          .then(close, (error: unknown) =>
            setProblem(error instanceof Error ? error.message : String(error)),
          );
      }}
    >
      <label htmlFor={id}>Open a link or an experiment as JSON</label>
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
        <button type="submit" className="button" disabled={source.trim() === ''}>
          Open
        </button>
      </div>
      <p id={problemId} role="alert" className="share-state share-problem">
        {problem}
      </p>
    </form>
  );
}
