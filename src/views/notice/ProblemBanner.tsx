/** Trouble told where it happened, over the network: training stopped by itself, or the device was lost. */
import { TriangleAlert } from 'lucide-react';
import { useStore } from 'zustand';
import { deviceStore } from '../../state/deviceStore.ts';
import { trainingStore } from '../../state/trainingStore.ts';
import { useCommands } from '../CommandsContext.ts';
import { showDock } from '../dock/showDock.ts';

export function ProblemBanner() {
  const commands = useCommands();
  const problem = useStore(trainingStore, (state) => state.problem);
  const { status, message } = useStore(deviceStore);
  const deviceProblem = status === 'lost' || status === 'failed' ? message : null;
  return (
    <div className="problem-place" role="alert">
      {deviceProblem !== null && (
        <div className="problem">
          <TriangleAlert size={16} aria-hidden />
          <p>{deviceProblem}</p>
          <button type="button" className="button" onClick={() => showDock(commands, 'device')}>
            Show the devices
          </button>
        </div>
      )}
      {problem !== null && (
        <div className="problem">
          <TriangleAlert size={16} aria-hidden />
          <p>{problem}</p>
          <button type="button" className="button" onClick={() => commands.reset()}>
            Reset the weights
          </button>
        </div>
      )}
    </div>
  );
}
