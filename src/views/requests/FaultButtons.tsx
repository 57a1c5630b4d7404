/** Fault injection: each leaves a mark in the charts, none loses a request. */
import { useStore } from 'zustand';
import * as say from '#messages/generated/load.ts';
import { unitText } from '#messages/numberText.ts';
import { deviceStore } from '#state/deviceStore.ts';
import { servingStore, type FaultKind } from '#state/servingStore.ts';
import { useCommands } from '../CommandsContext.ts';
import { Button } from '../controls/Button.tsx';
import { Toolbar } from '../controls/Toolbar.tsx';
import { hint } from '../hint/hint.ts';

const FAULTS: readonly { readonly kind: FaultKind; label(): string; about(): string }[] = [
  { kind: 'slowBatch', label: say.slowBatch, about: say.slowBatchAbout },
  { kind: 'stall', label: say.stall, about: say.stallAbout },
  { kind: 'deviceLoss', label: say.loseDevice, about: say.loseDeviceAbout },
  { kind: 'compileSpike', label: say.compileAgain, about: say.compileAgainAbout },
];

export function FaultButtons() {
  const commands = useCommands();
  const ready = useStore(deviceStore, (state) => state.status === 'ready');
  const fault = useStore(servingStore, (state) => state.lastFault);
  const struck = fault && FAULTS.find(({ kind }) => kind === fault.kind);
  return (
    <section className="group-settings" aria-label={say.faults()}>
      <h3>{say.faults()}</h3>
      <Toolbar className="fault-buttons" label={say.makeFault()}>
        {FAULTS.map(({ kind, label, about }) => (
          <Button
            key={kind}
            className="button"
            disabled={!ready}
            {...hint(about())}
            onClick={() => commands.injectFault(kind)}
          >
            {label()}
          </Button>
        ))}
      </Toolbar>
      <p className="load-about" role="status">
        {struck
          ? say.faultDone({
              fault: struck.label(),
              time: unitText(fault.tookMs, fault.tookMs < 10 ? 1 : 0, 'ms'),
            })
          : say.faultsAbout()}
      </p>
    </section>
  );
}
