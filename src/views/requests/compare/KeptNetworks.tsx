/** Networks kept for comparison: keep one, train on, and compare. */
import { X } from 'lucide-react';
import { useState } from 'react';
import { useStore } from 'zustand';
import { countText, fixedText, percentText } from '#messages/numberText.ts';
import { parameterCount } from '#nn/NetworkShape.ts';
import { compareStore } from '#state/compareStore.ts';
import { deviceStore } from '#state/deviceStore.ts';
import { useCommands } from '../../CommandsContext.ts';
import { Button } from '../../controls/Button.tsx';
import { OlderNote } from '../OlderNote.tsx';

const MOST_KEPT = 8;

export function KeptNetworks() {
  const commands = useCommands();
  const kept = useStore(compareStore, (state) => state.kept);
  const ready = useStore(deviceStore, (state) => state.status === 'ready');
  const [name, setName] = useState('');
  const proposed = nextName(kept);
  const keep = (): void => {
    commands.keepNetwork(name.trim() || proposed);
    setName('');
  };
  return (
    <section className="kept" aria-label="Kept networks">
      <h3>Kept networks</h3>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          keep();
        }}
      >
        <input
          aria-label="Name of the network to keep"
          placeholder={proposed}
          maxLength={24}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <Button type="submit" className="button" disabled={!ready || kept.length >= MOST_KEPT}>
          Keep the present network
        </Button>
      </form>
      <ul>
        {kept.map(({ id, name: label, step, shape }) => (
          <li key={id}>
            <span>
              {label}{' '}
              <small>
                step {countText(step)}, {countText(parameterCount(shape))} parameters
              </small>
            </span>
            <button
              type="button"
              className="button-plain"
              aria-label={`Forget ${label}`}
              onClick={() => commands.forgetNetwork(id)}
            >
              <X size={14} aria-hidden />
            </button>
          </li>
        ))}
      </ul>
      {kept.length > 0 && <Ensemble />}
    </section>
  );
}

/** "Network 3": no number is used twice while its network is kept. */
export function nextName(kept: readonly { readonly name: string }[]): string {
  const numbers = kept.map(({ name }) => Number(/^Network (\d+)$/.exec(name)?.[1] ?? 0));
  return `Network ${Math.max(kept.length, ...numbers) + 1}`;
}

/** Accuracy of each network and of their majority vote, from one request to each. */
function Ensemble() {
  const commands = useCommands();
  const { kept, ensemble, phase, measuredOn } = useStore(compareStore);
  const share = (count: number): string =>
    ensemble && ensemble.samples > 0 ? percentText(count / ensemble.samples) : '–';
  return (
    <>
      <Button className="button" disabled={phase !== 'idle'} onClick={() => commands.voteEnsemble()}>
        Send to all {countText(kept.length + 1)} and count the votes
      </Button>
      <OlderNote measuredOn={ensemble && measuredOn.ensemble} what="The vote was" />
      {ensemble && (
        <table className="compare-table">
          <caption>
            {countText(ensemble.samples)} test samples, each sent to every network. The vote was decided after{' '}
            {fixedText(ensemble.meanVotesUntilDecided, 2)} predictions on average, and unanimous in{' '}
            {share(ensemble.unanimous)}.
          </caption>
          <thead>
            <tr>
              <th scope="col">Network</th>
              <th scope="col">Step</th>
              <th scope="col">Accuracy</th>
            </tr>
          </thead>
          <tbody>
            {ensemble.correctOf.map((correct, member) => (
              <tr key={member}>
                <th scope="row">{ensemble.names[member] ?? 'Present'}</th>
                <td>{countText(ensemble.steps[member] ?? 0)}</td>
                <td>{share(correct)}</td>
              </tr>
            ))}
            <tr>
              <th scope="row">Their vote</th>
              <td />
              <td>{share(ensemble.correct)}</td>
            </tr>
          </tbody>
        </table>
      )}
    </>
  );
}
