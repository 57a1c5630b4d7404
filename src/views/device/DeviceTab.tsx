/** All devices: whether each works or why not, and its speed on the present network. */
import { useStore } from 'zustand';
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
        <p>
          {message ??
            (status === 'starting'
              ? 'Trying the devices, the fastest first.'
              : 'Fanout uses the first device that passes its test. Switching keeps your weights.')}
        </p>
        <Button
          className="button"
          disabled={status === 'starting'}
          onClick={() => (measuring ? stopMeasuring() : measureDevices())}
        >
          {measuring ? 'Stop measuring' : 'Measure all'}
        </Button>
      </div>
      <table className="device-table">
        <thead>
          <tr>
            <th scope="col">Device</th>
            <th scope="col">State</th>
            <th scope="col">Adapter</th>
            <th scope="col">Path</th>
            <th scope="col">Self-test error</th>
            <th scope="col">Warm-up</th>
            <th scope="col">Steps/s</th>
            <th scope="col">Requests/s</th>
            <th>
              <span className="visually-hidden">Choose</span>
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
