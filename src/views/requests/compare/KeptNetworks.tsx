/** Networks put aside to be compared later: keep one, train on, and see what changed. */
import { X } from 'lucide-react';
import { useState } from 'react';
import { useStore } from 'zustand';
import { countText } from '../../../paint/numberText.ts';
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
    </section>
  );
}
