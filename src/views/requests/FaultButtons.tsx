/** What can go wrong in serving, on purpose: watch the mark that each leaves in the pictures. No request is lost by any. */
import { useStore } from 'zustand';
import { unitText } from '../../paint/numberText.ts';
import { deviceStore } from '../../state/deviceStore.ts';
import { servingStore, type FaultKind } from '../../state/servingStore.ts';
import { useCommands } from '../CommandsContext.ts';

const FAULTS: readonly { readonly kind: FaultKind; readonly label: string; readonly about: string }[] = [
  { kind: 'slowBatch', label: 'Slow batch', about: 'The next batch holds its instance 500 ms longer.' },
  { kind: 'stall', label: 'Stall', about: 'The thread of the server is blocked for 500 ms.' },
  {
    kind: 'deviceLoss',
    label: 'Lose the device',
    about: 'The device is lost as by a driver reset, and opened again.',
  },
  { kind: 'compileSpike', label: 'Compile again', about: 'What was compiled for the device is thrown away.' },
];

export function FaultButtons() {
  const commands = useCommands();
  const ready = useStore(deviceStore, (state) => state.status === 'ready');
  const fault = useStore(servingStore, (state) => state.lastFault);
  const struck = fault && FAULTS.find(({ kind }) => kind === fault.kind);
  return (
    <section className="group-settings" aria-label="Faults">
      <h3>Faults</h3>
      <div className="fault-buttons">
        {FAULTS.map(({ kind, label, about }) => (
          <button
            key={kind}
            type="button"
            className="button"
            disabled={!ready}
            title={about}
            onClick={() => commands.injectFault(kind)}
          >
            {label}
          </button>
        ))}
      </div>
      <p className="load-about" role="status">
        {struck
          ? `${struck.label}: struck, took ${unitText(fault.tookMs, fault.tookMs < 10 ? 1 : 0, 'ms')}.`
          : 'Send a load, then make something go wrong and watch what it does.'}
      </p>
    </section>
  );
}
