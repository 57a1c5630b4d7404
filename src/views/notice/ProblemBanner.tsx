/** Banner over the network: training stopped by itself, or the device was lost. */
import { TriangleAlert } from 'lucide-react';
import { useStore } from 'zustand';
import * as say from '#messages/generated/notice.ts';
import { deviceStore } from '#state/deviceStore.ts';
import { trainingStore } from '#state/trainingStore.ts';
import { useCommands } from '../CommandsContext.ts';
import { showDock } from '../dock/showDock.ts';

export function ProblemBanner() {
  const commands = useCommands();
  const problem = useStore(trainingStore, (state) => state.problem);
  const advice = useStore(trainingStore, (state) => state.advice);
  const { status, message } = useStore(deviceStore);
  // Why a run stopped comes before advice about it.
  const trouble = problem ?? advice;
  const deviceProblem = status === 'lost' || status === 'failed' ? message : null;
  return (
    <div className="problem-place" role="alert">
      {deviceProblem !== null && (
        <div className="problem">
          <TriangleAlert size={16} aria-hidden />
          <p>{deviceProblem}</p>
          <button type="button" className="button" onClick={() => showDock(commands, 'device')}>
            {say.showDevices()}
          </button>
        </div>
      )}
      {trouble !== null && (
        <div className="problem">
          <TriangleAlert size={16} aria-hidden />
          <p>{trouble}</p>
          <button type="button" className="button" onClick={() => commands.reset()}>
            {say.resetWeights()}
          </button>
        </div>
      )}
    </div>
  );
}
