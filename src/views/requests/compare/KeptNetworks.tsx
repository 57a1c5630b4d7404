/** Networks kept for comparison: keep one, train on, and compare. */
import { X } from 'lucide-react';
import { useState } from 'react';
import { useStore } from 'zustand';
import * as say from '#messages/generated/compare.ts';
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
    <section className="kept" aria-label={say.keptNetworks()}>
      <h3>{say.keptNetworks()}</h3>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          keep();
        }}
      >
        <input
          aria-label={say.nameToKeep()}
          placeholder={proposed}
          maxLength={24}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <Button type="submit" className="button" disabled={!ready || kept.length >= MOST_KEPT}>
          {say.keep()}
        </Button>
      </form>
      <ul>
        {kept.map(({ id, name: label, step, shape }) => (
          <li key={id}>
            <span>
              {label} <small>{say.stepAndParameters({ step, parameters: parameterCount(shape) })}</small>
            </span>
            <button
              type="button"
              className="button-plain"
              aria-label={say.forget({ name: label })}
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
  const taken = new Set(kept.map(({ name }) => name));
  let number = kept.length + 1;
  while (taken.has(say.networkNumber({ number }))) number += 1;
  return say.networkNumber({ number });
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
        {say.sendToAll({ count: kept.length + 1 })}
      </Button>
      <OlderNote measuredOn={ensemble && measuredOn.ensemble} text={say.olderVote} />
      {ensemble && (
        <table className="compare-table">
          <caption>
            {say.voteDecided({
              samples: ensemble.samples,
              votes: fixedText(ensemble.meanVotesUntilDecided, 2),
              share: share(ensemble.unanimous),
            })}
          </caption>
          <thead>
            <tr>
              <th scope="col">{say.network()}</th>
              <th scope="col">{say.step()}</th>
              <th scope="col">{say.accuracy()}</th>
            </tr>
          </thead>
          <tbody>
            {ensemble.correctOf.map((correct, member) => (
              <tr key={member}>
                <th scope="row">{ensemble.names[member] ?? say.present()}</th>
                <td>{countText(ensemble.steps[member] ?? 0)}</td>
                <td>{share(correct)}</td>
              </tr>
            ))}
            <tr>
              <th scope="row">{say.theirVote()}</th>
              <td />
              <td>{share(ensemble.correct)}</td>
            </tr>
          </tbody>
        </table>
      )}
    </>
  );
}
