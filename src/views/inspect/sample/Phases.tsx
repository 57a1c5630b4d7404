/** The phases of one update: step by step, or played in slow motion. */
import { Check, Pause, Play } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import * as say from '#messages/generated/inspectSample.ts';
import { lossText } from '#messages/valueText.ts';
import { layerOffsets } from '#nn/NetworkShape.ts';
import { OPTIMIZER_LABELS } from '#scene/labels.ts';
import type { Phase } from '#scene/inspect/phases.ts';
import { layerName, type NameSources } from '#scene/network/unitNames.ts';
import { inspectStore, type FollowedRow } from '#state/inspectStore.ts';
import { Button } from '../../controls/Button.tsx';
import { hint } from '../../hint/hint.ts';

interface PhasesProps {
  readonly phases: readonly Phase[];
  readonly names: NameSources;
  readonly found: FollowedRow;
}

/** As `--phase` of the tokens. */
const PHASE_MS = 1_200;

export function Phases({ phases, names, found }: PhasesProps) {
  const last = phases.length - 1;
  const at = Math.min(
    last,
    useStore(inspectStore, ({ phase }) => phase ?? last),
  );
  const [isPlaying, setPlaying] = useState(false);
  useEffect(() => {
    if (!isPlaying) return undefined;
    const timer = setInterval(() => {
      const next = (inspectStore.getState().phase ?? -1) + 1;
      show(phases, next);
      if (next >= phases.length - 1) setPlaying(false);
    }, PHASE_MS);
    return () => clearInterval(timer);
  }, [isPlaying, phases]);
  const play = (): void => {
    if (!isPlaying && at === last) show(phases, 0);
    setPlaying(!isPlaying);
  };
  const detail = detailsOf(found);
  return (
    <section className="inspect-group" aria-label={say.phases()}>
      <h3>{found.inspection.backward ? say.onePass() : say.onePassForward()}</h3>
      <div className="sample-steps">
        <Button className="button" disabled={at === 0} onClick={() => show(phases, at - 1)}>
          {say.back()}
        </Button>
        <Button
          className="button"
          aria-label={isPlaying ? say.stopMotion() : say.slowMotion()}
          {...hint(say.slowMotionAbout())}
          onClick={play}
        >
          {isPlaying ? <Pause size={14} aria-hidden /> : <Play size={14} aria-hidden />}
        </Button>
        <Button className="button-filled" onClick={() => show(phases, at === last ? 0 : at + 1)}>
          {at === last ? say.again() : say.nextPhase()}
        </Button>
      </div>
      <ol className="sample-phases">
        {phases.map((phase, i) => (
          <li key={i}>
            <button
              type="button"
              aria-current={i === at ? 'step' : undefined}
              data-done={i < at || undefined}
              onClick={() => {
                setPlaying(false);
                show(phases, i);
              }}
            >
              <span aria-hidden>{i < at ? <Check size={14} /> : i + 1}</span>
              <span>{phaseName(phase, names)}</span>
              <small>{i <= at ? detail(phase) : ''}</small>
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** The unit shown goes along with the layer that the phase is about. */
function show(phases: readonly Phase[], at: number): void {
  const phase = phases[at];
  const { chosen } = inspectStore.getState();
  const layer = phase && 'layer' in phase ? phase.layer : null;
  inspectStore.setState({
    phase: at,
    term: null,
    ...(layer === null || chosen?.layer === layer ? {} : { chosen: { layer, unit: 0 } }),
  });
}

function phaseName(phase: Phase, { shape }: NameSources): string {
  switch (phase.kind) {
    case 'sample':
      return say.phaseSample();
    case 'forward':
      return say.phaseForward({ layer: layerName(shape, phase.layer) });
    case 'loss':
      return say.phaseLoss();
    case 'backward':
      return say.phaseBackward({ layer: layerName(shape, phase.layer) });
    default:
      return say.phaseUpdate();
  }
}

function detailsOf({ row, inspection }: FollowedRow): (phase: Phase) => string {
  const offsets = layerOffsets(inspection.shape);
  return (phase) => {
    if (phase.kind === 'sample') return say.inputs({ count: row.length });
    const { backward } = inspection;
    if (phase.kind === 'loss') return backward ? lossText(backward.loss) : '';
    if (!('layer' in phase)) return backward ? OPTIMIZER_LABELS[backward.rule.optimizer].short : '';
    const place = offsets[phase.layer];
    if (!place) return '';
    return phase.kind === 'forward'
      ? say.units({ count: place.units })
      : say.links({ count: place.inputs * place.units });
  };
}
