/** Networks put aside to be compared later: keep one, train on, and see what changed. */
import { X } from 'lucide-react';
import { useState } from 'react';
import { useStore } from 'zustand';
import { countText, fixedText } from '../../../paint/numberText.ts';
import { parameterCount } from '../../../spec/networkShape.ts';
import { compareStore } from '../../../state/compareStore.ts';
import { deviceStore } from '../../../state/deviceStore.ts';
import { useCommands } from '../../CommandsContext.ts';

const MOST_KEPT = 8;

export function KeptNetworks() {
  const commands = useCommands();
  const kept = useStore(compareStore, (state) => state.kept);
  const ready = useStore(deviceStore, (state) => state.status === 'ready');
  const [name, setName] = useState('');
  const keep = (): void => {
    commands.keepNetwork(name.trim() || `Network ${kept.length + 1}`);
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
          placeholder={`Network ${kept.length + 1}`}
          maxLength={24}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <button type="submit" className="button" disabled={!ready || kept.length >= MOST_KEPT}>
          Keep the present network
        </button>
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
      {kept.length > 0 && <Committee />}
    </section>
  );
}

/** One request to all of them: how well each does, and their vote. */
function Committee() {
  const commands = useCommands();
  const { kept, committee, phase } = useStore(compareStore);
  const names = ['Present', ...kept.map(({ name }) => name)];
  const share = (right: number): string =>
    committee && committee.samples > 0 ? `${fixedText((100 * right) / committee.samples, 1)} %` : '–';
  return (
    <>
      <button
        type="button"
        className="button"
        disabled={phase !== 'idle'}
        onClick={() => commands.askCommittee()}
      >
        Ask all {countText(names.length)} and count their votes
      </button>
      {committee && (
        <table className="compare-table">
          <caption>
            {countText(committee.samples)} test samples, each sent to every network; the vote was decided
            after {fixedText(committee.meanAnswersUntilDecided, 2)} answers on average, unanimous in{' '}
            {share(committee.unanimous)}.
          </caption>
          <thead>
            <tr>
              <th scope="col">Network</th>
              <th scope="col">Step</th>
              <th scope="col">Accuracy</th>
            </tr>
          </thead>
          <tbody>
            {committee.rightOf.map((right, member) => (
              <tr key={member}>
                <th scope="row">{names[member]}</th>
                <td>{countText(committee.steps[member] ?? 0)}</td>
                <td>{share(right)}</td>
              </tr>
            ))}
            <tr>
              <th scope="row">Their vote</th>
              <td />
              <td>{share(committee.right)}</td>
            </tr>
          </tbody>
        </table>
      )}
    </>
  );
}
