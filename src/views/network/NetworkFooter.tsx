/** Legend of the diagram, and the network's cost. */
import { cost } from '#experiment/cost.ts';
import { countText } from '#messages/numberText.ts';
import { useExperiment } from '../useExperiment.ts';
import { AddLayerButton } from './AddLayerButton.tsx';

interface NetworkFooterProps {
  readonly kind: 'plane' | 'table' | 'image';
  readonly narrow: boolean;
  readonly withAddLayer: boolean;
}

export function NetworkFooter({ kind, narrow, withAddLayer }: NetworkFooterProps) {
  const experiment = useExperiment((whole) => whole);
  const { parameters, multiplicationsPerSample } = cost(experiment);
  return (
    <div className="network-foot">
      {withAddLayer ? (
        <AddLayerButton xPx={null} />
      ) : kind === 'image' ? (
        <span>Tile: one unit’s weights on the pixels. Bar: its value for this digit. Faded: value 0.</span>
      ) : (
        <span className="network-legend">
          <LegendLine dashed />
          negative weight
          <LegendLine />
          positive
          {!narrow && <span>Thicker is stronger. Small circle: bias.</span>}
        </span>
      )}
      <span>
        {countText(parameters)} parameters
        {!narrow && `, ${countText(multiplicationsPerSample)} multiplications per sample`}
      </span>
    </div>
  );
}

function LegendLine({ dashed = false }: { readonly dashed?: boolean }) {
  return (
    <svg width="26" height="8" aria-hidden>
      <path
        d="M0 4h26"
        fill="none"
        stroke={dashed ? 'var(--value-n4)' : 'var(--value-p4)'}
        strokeWidth="2.5"
        {...(dashed ? { strokeDasharray: '6 3' } : {})}
      />
    </svg>
  );
}
