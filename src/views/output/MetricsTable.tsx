/** Loss and accuracy first: the numbers, which are the legend of the charts below. */
import { useStore } from 'zustand';
import { percentText } from '../../paint/numberText.ts';
import { lossText } from '../../paint/valueText.ts';
import { trainingStore } from '../../state/trainingStore.ts';

interface MetricsTableProps {
  /** One figure a line, for the narrow place beside the map. */
  readonly stacked: boolean;
}

export function MetricsTable({ stacked }: MetricsTableProps) {
  const metrics = useStore(trainingStore, (state) => state.metrics);
  const known = (value: number | undefined): boolean => value !== undefined && !Number.isNaN(value);
  const loss = (value: number | undefined): string =>
    metrics && metrics.step === 0 && !known(value) ? '–' : value === undefined ? '–' : lossText(value);
  const share = (value: number | undefined): string =>
    value === undefined || !known(value) ? '–' : percentText(value);
  const hasAccuracy = metrics?.trainAccuracy !== undefined || metrics?.testAccuracy !== undefined;
  if (stacked) {
    return (
      <table className="metrics metrics-stacked">
        <tbody>
          <tr>
            <th colSpan={2}>Loss</th>
          </tr>
          <Row name="Train" values={[loss(metrics?.trainLoss)]} />
          <Row name="Test" values={[loss(metrics?.testLoss)]} dashed />
          {hasAccuracy && (
            <>
              <tr>
                <th colSpan={2}>Accuracy</th>
              </tr>
              <Row name="Train" values={[share(metrics?.trainAccuracy)]} />
              <Row name="Test" values={[share(metrics?.testAccuracy)]} dashed />
            </>
          )}
        </tbody>
      </table>
    );
  }
  return (
    <table className="metrics">
      <thead>
        <tr>
          <td />
          <th scope="col">Loss</th>
          {hasAccuracy && <th scope="col">Accuracy</th>}
        </tr>
      </thead>
      <tbody>
        <Row
          name="Train"
          values={[loss(metrics?.trainLoss), ...(hasAccuracy ? [share(metrics?.trainAccuracy)] : [])]}
        />
        <Row
          name="Test"
          values={[loss(metrics?.testLoss), ...(hasAccuracy ? [share(metrics?.testAccuracy)] : [])]}
          dashed
        />
      </tbody>
    </table>
  );
}

interface RowProps {
  readonly name: string;
  readonly values: readonly string[];
  readonly dashed?: boolean;
}

function Row({ name, values, dashed = false }: RowProps) {
  return (
    <tr>
      <th scope="row">
        <svg width="22" height="8" aria-hidden>
          <path
            d="M0 4h22"
            stroke={dashed ? 'var(--series-test)' : 'var(--series-train)'}
            strokeWidth="2"
            {...(dashed ? { strokeDasharray: '4 2' } : {})}
          />
        </svg>
        {name}
      </th>
      {values.map((value, i) => (
        <td key={i}>{value}</td>
      ))}
    </tr>
  );
}
