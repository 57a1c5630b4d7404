/** Legend of the diagram, and the network's cost. */
import { cost } from '#experiment/cost.ts';
import * as say from '#messages/generated/network.ts';
import { uiStore } from '#state/uiStore.ts';
import { RegionHelpLater } from '../help/RegionHelpLater.tsx';
import { useExperiment } from '../useExperiment.ts';
import { AddLayerButton } from './AddLayerButton.tsx';

interface NetworkFooterProps {
  readonly kind: 'plane' | 'table' | 'image';
  readonly narrow: boolean;
  readonly withAddLayer: boolean;
}

export function NetworkFooter({ kind, narrow, withAddLayer }: NetworkFooterProps) {
  const experiment = useExperiment((whole) => whole);
  const follows = useExperiment(({ view }) => view.dock === 'inspect' && view.inspect === 'sample');
  const { parameters, multiplicationsPerSample } = cost(experiment);
  const hint = follows ? say.linksOfChosen() : say.thickerIsStronger();
  return (
    <div className="network-foot">
      <RegionHelpLater region="network" />
      {withAddLayer ? (
        <AddLayerButton xPx={null} />
      ) : kind === 'image' ? (
        <span title={say.tileLegend()}>{say.tileLegend()}</span>
      ) : (
        <span className="network-legend">
          <LegendLine dashed />
          {follows ? say.bringsDown() : say.negativeWeight()}
          <LegendLine />
          {follows ? say.bringsUp() : say.positive()}
          {!narrow && <span title={hint}>{hint}</span>}
        </span>
      )}
      <span className="network-cost">
        {narrow
          ? say.parameters({ parameters })
          : say.parametersAndCost({ parameters, multiplications: multiplicationsPerSample })}
        <button
          type="button"
          className="button-plain network-weights"
          onClick={() => uiStore.setState({ weightsOpen: true })}
        >
          {say.allWeights()}
        </button>
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
