/** Fault injection: each leaves a mark in the charts, none loses a request. */
import { useStore } from 'zustand';
import { unitText } from '#messages/numberText.ts';
import { deviceStore } from '#state/deviceStore.ts';
import { servingStore, type FaultKind } from '#state/servingStore.ts';
import { useCommands } from '../CommandsContext.ts';
import { Button } from '../controls/Button.tsx';
import { Toolbar } from '../controls/Toolbar.tsx';
import { hint } from '../hint/hint.ts';

const FAULTS: readonly { readonly kind: FaultKind; readonly label: string; readonly about: string }[] = [
  { kind: 'slowBatch', label: 'Slow batch', about: 'The next batch holds its instance 500 ms longer.' },
  { kind: 'stall', label: 'Stall', about: 'The thread of the server is blocked for 500 ms.' },
  {
    kind: 'deviceLoss',
    label: 'Lose the device',
    about: 'Loses the GPU, as after a driver crash, and opens it again.',
  },
  {
    kind: 'compileSpike',
    label: 'Compile again',
    about: 'Throws away everything that was compiled for the device.',
  },
];

export function FaultButtons() {
  const commands = useCommands();
  const ready = useStore(deviceStore, (state) => state.status === 'ready');
  const fault = useStore(servingStore, (state) => state.lastFault);
  const struck = fault && FAULTS.find(({ kind }) => kind === fault.kind);
  return (
    <section className="group-settings" aria-label="Faults">
      <h3>Faults</h3>
      <Toolbar className="fault-buttons" label="Make a fault happen">
        {FAULTS.map(({ kind, label, about }) => (
          <Button
            key={kind}
            className="button"
            disabled={!ready}
            {...hint(about)}
            onClick={() => commands.injectFault(kind)}
          >
            {label}
          </Button>
        ))}
      </Toolbar>
      <p className="load-about" role="status">
        {struck
          ? `${struck.label}: done, took ${unitText(fault.tookMs, fault.tookMs < 10 ? 1 : 0, 'ms')}.`
          : 'Send requests, then break something and watch what happens.'}
      </p>
    </section>
  );
}
