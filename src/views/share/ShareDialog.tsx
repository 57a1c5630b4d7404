/** The Share dialog: the link of this experiment and what it holds, and a field to open a link or JSON. */
import { Check, Copy, Download } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import { useStore } from 'zustand';
import * as say from '#messages/generated/share.ts';
import { settingText } from '#messages/numberText.ts';
import { dataSetLabel } from '#scene/labels.ts';
import { experimentStore } from '#state/experimentStore.ts';
import { arrivalsFeed } from '#state/feeds.ts';
import { uiStore } from '#state/uiStore.ts';
import { useCommands } from '../CommandsContext.ts';
import { Button } from '../controls/Button.tsx';
import { copyText } from '../copyText.ts';
import { Dialog } from '../controls/Dialog.tsx';
import { saveFile } from '../saveFile.ts';
import { useFeed } from '../useFeed.ts';
import { useSharedWeights, type SharedWeights } from './useSharedWeights.ts';
import './ShareDialog.css';

/** From here on mail programs and chats are known to cut links. */
const LONG_LINK = 8_000;

const close = (): void => uiStore.setState({ shareOpen: false });

export function ShareDialog() {
  const open = useStore(uiStore, (state) => state.shareOpen);
  return (
    <Dialog open={open} title={say.share()} onClose={close}>
      <SharedParts />
    </Dialog>
  );
}

/** Rendered while the dialog is open, so that each opening asks for the weights of its moment. */
function SharedParts() {
  const weights = useSharedWeights();
  return (
    <>
      <LinkOut weights={weights} />
      <FileOut weights={weights} />
      <LinkIn />
    </>
  );
}

function LinkOut({ weights }: { readonly weights: SharedWeights }) {
  const commands = useCommands();
  const [link, setLink] = useState('');
  const [withWeights, setWithWeights] = useState(false);
  const [state, setState] = useState<'ready' | 'copied' | 'refused'>('ready');
  const [problem, setProblem] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const arrivals = useFeed(arrivalsFeed);
  const id = useId();
  useEffect(() => {
    let current = true;
    commands.link({ weights: withWeights }).then(
      (made) => current && setLink(made),
      // Shown here: a notice would be behind the dialog.
      (error: unknown) => {
        if (!current) return;
        setWithWeights(false);
        setProblem(say.linkNotMade({ why: error instanceof Error ? error.message : String(error) }));
      },
    );
    return () => {
      current = false;
    };
  }, [commands, withWeights]);
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
      {problem !== '' && (
        <p role="alert" className="share-problem">
          {problem}
        </p>
      )}
      <WeightsChoice
        weights={weights}
        checked={withWeights}
        onChange={(checked) => {
          setProblem('');
          setState('ready');
          setWithWeights(checked);
        }}
      />
      <ul className="share-facts">
        <li>{say.holdsSettings()}</li>
        {arrivals && <li>{say.arrivalsStay()}</li>}
        <li>
          {say.afterTheHash({ count: link.length })} {link.length > LONG_LINK && say.longLink()}
        </li>
      </ul>
    </section>
  );
}

/** The file holds weights unless the engine cannot give them: its settings can still be saved then. */
function FileOut({ weights }: { readonly weights: SharedWeights }) {
  const commands = useCommands();
  const [problem, setProblem] = useState('');
  const save = async (): Promise<void> => {
    try {
      const text = await commands.experimentFile({ weights: weights.state !== 'failed' });
      const { title, data } = experimentStore.getState().experiment;
      const name = (title ?? dataSetLabel(data.set)).toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '-');
      saveFile(new Blob([text], { type: 'application/json' }), `${name}.fanout.json`);
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
    <section className="share-part share-file">
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

interface WeightsChoiceProps {
  readonly weights: SharedWeights;
  readonly checked: boolean;
  onChange(checked: boolean): void;
}

/** Whether the link holds the trained weights, and what rounding them costs. */
function WeightsChoice({ weights, checked, onChange }: WeightsChoiceProps) {
  const id = useId();
  const { state, held } = weights;
  const text = (): string => {
    if (state === 'waiting') return say.weightsComing();
    if (state === 'failed') return say.weightsFailed({ why: weights.why });
    if (!held) return say.notTrained();
    if (!checked) return say.withoutWeights();
    const { count, testLoss, roundedTestLoss } = held;
    if (Number.isNaN(testLoss)) return say.weightsCounted({ count });
    return say.weightsRounded({ count, before: lossText(testLoss), after: lossText(roundedTestLoss) });
  };
  return (
    <p className="share-weights">
      <label className="check">
        <input
          type="checkbox"
          checked={checked}
          disabled={!held}
          aria-describedby={id}
          onChange={(event) => onChange(event.target.checked)}
        />
        {say.trainedWeights()}
      </label>
      <span id={id}>{text()}</span>
    </p>
  );
}

/** Four significant digits: rounding to halves shows from the fourth on. */
const lossText = (loss: number): string => settingText(Number(loss.toPrecision(4)));

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
