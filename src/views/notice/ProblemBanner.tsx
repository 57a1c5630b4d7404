/** Over the network: the device was lost, training stopped by itself, or what is wrong with the run and one change to try. */
import { Check, Lightbulb, TriangleAlert, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import * as say from '#messages/generated/notice.ts';
import { lackOf } from '#scene/drawing/drawingPicture.ts';
import { deviceStore } from '#state/deviceStore.ts';
import { diagnosisDismissed, diagnosisStore, trialForgotten } from '#state/diagnosisStore.ts';
import { trainingStore } from '#state/trainingStore.ts';
import { uiStore } from '#state/uiStore.ts';
import { useCommands } from '../CommandsContext.ts';
import { showDock } from '../dock/showDock.ts';
import { useCanvasInCentre } from '../useCanvasInCentre.ts';
import { useExperiment } from '../useExperiment.ts';
import { useOnePart } from '../useLayout.ts';

export function ProblemBanner() {
  const commands = useCommands();
  const problem = useStore(trainingStore, (state) => state.problem);
  const advice = useStore(trainingStore, (state) => state.advice);
  const { status, message } = useStore(deviceStore);
  const lack = useLackOfPoints();
  // Why a run stopped comes before what is wrong with its samples; the canvas says itself what it is short of.
  const trouble = problem ?? (lack.isTold ? null : advice);
  const deviceProblem = status === 'lost' || status === 'failed' ? message : null;
  return (
    <>
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
            {!lack.isThere && (
              <button type="button" className="button" onClick={() => commands.reset()}>
                {say.resetWeights()}
              </button>
            )}
          </div>
        )}
      </div>
      <div className="problem-place" role="status">
        <WhyBanner isTold={trouble !== null} />
      </div>
    </>
  );
}

/** Whether drawn points are too few to learn from, which no other weights would mend, and whether the canvas tells it. */
function useLackOfPoints(): { readonly isThere: boolean; readonly isTold: boolean } {
  const { isDrawn, isCanvasInCentre } = useCanvasInCentre();
  const onePart = useOnePart();
  const isDataTab = useStore(uiStore, ({ phoneTab }) => phoneTab === 'data');
  const isShort = useExperiment(({ data }) => data.drawn !== undefined && lackOf(data.drawn) !== null);
  const isThere = isDrawn && isShort;
  return { isThere, isTold: isThere && (isCanvasInCentre || (onePart && isDataTab)) };
}

/** @param isTold why the run stopped stands above, so that only the change to try is left to say */
function WhyBanner({ isTold }: { readonly isTold: boolean }) {
  const commands = useCommands();
  const { diagnosis, tried } = useStore(diagnosisStore);
  const isTried = useExperiment((experiment) => experiment === tried?.experiment);
  if (diagnosis) {
    return (
      <Line icon={<Lightbulb size={16} aria-hidden />} onDismiss={diagnosisDismissed}>
        <p>
          {!isTold && `${diagnosis.sentence} `}
          <b>{say.suggested({ suggestion: diagnosis.suggestion })}</b>
        </p>
        <button type="button" className="button" onClick={() => commands.tryDiagnosis(diagnosis)}>
          {say.tryIt()}
        </button>
      </Line>
    );
  }
  if (!tried || !isTried) return null;
  return (
    <Line icon={<Check size={16} aria-hidden />} onDismiss={trialForgotten}>
      <p>{say.tried({ suggestion: tried.suggestion })}</p>
      <button type="button" className="button" onClick={() => commands.undo()}>
        {say.undoTrial()}
      </button>
    </Line>
  );
}

interface LineProps {
  readonly icon: ReactNode;
  readonly children: ReactNode;
  onDismiss(): void;
}

function Line({ icon, children, onDismiss }: LineProps) {
  return (
    <div className="problem" data-tone="advice">
      {icon}
      {children}
      <button type="button" className="button-plain" aria-label={say.dismiss()} onClick={onDismiss}>
        <X size={14} aria-hidden />
      </button>
    </div>
  );
}
