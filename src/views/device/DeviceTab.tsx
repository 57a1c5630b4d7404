/** All devices: whether each works or why not, and its speed on the present network. */
import { useStore } from 'zustand';
import * as say from '#messages/generated/devices.ts';
import { deviceStore } from '#state/deviceStore.ts';
import { DEVICE_NAMES } from '#experiment/vocabulary.ts';
import { useCommands } from '../CommandsContext.ts';
import { Button } from '../controls/Button.tsx';
import { DeviceRow } from './DeviceRow.tsx';
import './DeviceTab.css';

export function DeviceTab() {
  const { measureDevices, stopMeasuring } = useCommands();
  const { status, report, tried, message, measuring } = useStore(deviceStore);
  const rows = DEVICE_NAMES.map((name) => ({
    name,
    facts: (report?.name === name ? report : undefined) ?? tried.find((each) => each.name === name) ?? null,
  }));
  // The report in use may be older than the measured one in the list.
  const measured = rows.map(({ name, facts }) => {
    const listed = tried.find((each) => each.name === name);
    return { name, facts: facts && listed ? { ...listed, ...facts } : facts };
  });
  const most = (rate: 'stepsPerSecond' | 'requestsPerSecond'): number =>
    Math.max(0, ...measured.map(({ facts }) => facts?.[rate] ?? 0));
  return (
    <div className="device-tab">
      <div className="device-tab-head">
        <p>{message ?? (status === 'starting' ? say.trying() : say.usesTheFirst())}</p>
        <Button
          className="button"
          disabled={status === 'starting'}
          onClick={() => (measuring ? stopMeasuring() : measureDevices())}
        >
          {measuring ? say.stopMeasuring() : say.measureAll()}
        </Button>
      </div>
      <table className="device-table">
        <thead>
          <tr>
            <th scope="col">{say.device()}</th>
            <th scope="col">{say.state()}</th>
            <th scope="col">{say.adapter()}</th>
            <th scope="col">{say.path()}</th>
            <th scope="col">{say.selfTestError()}</th>
            <th scope="col">{say.warmUp()}</th>
            <th scope="col">{say.stepsPerSecond()}</th>
            <th scope="col">{say.requestsPerSecond()}</th>
            <th>
              <span className="visually-hidden">{say.choose()}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {measured.map(({ name, facts }) => (
            <DeviceRow
              key={name}
              name={name}
              facts={facts}
              inUse={status === 'ready' && report?.name === name}
              mostSteps={most('stepsPerSecond')}
              mostRequests={most('requestsPerSecond')}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}
