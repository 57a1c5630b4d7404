/**
 * The table of losses and accuracies, whose rows are the legend of the charts below. Cells name what they hold, so that
 * `boot.ts` can fill those of the prerendered shell.
 */
import * as say from '#messages/generated/frame.ts';

export type MetricName = 'trainLoss' | 'testLoss' | 'trainAccuracy' | 'testAccuracy';

interface MetricsRowsProps {
  /** One number a line, for the narrow place beside the map. */
  readonly stacked: boolean;
  readonly textOf: (metric: MetricName) => string;
  readonly hasAccuracy: boolean;
}

export function MetricsRows({ stacked, textOf, hasAccuracy }: MetricsRowsProps) {
  if (stacked) {
    return (
      <table className="metrics metrics-stacked">
        <tbody>
          <tr>
            <th colSpan={2}>{say.loss()}</th>
          </tr>
          <Row part="train" cells={['trainLoss']} textOf={textOf} />
          <Row part="test" cells={['testLoss']} textOf={textOf} />
          {hasAccuracy && (
            <>
              <tr data-accuracy>
                <th colSpan={2}>{say.accuracy()}</th>
              </tr>
              <Row part="train" cells={['trainAccuracy']} textOf={textOf} />
              <Row part="test" cells={['testAccuracy']} textOf={textOf} />
            </>
          )}
        </tbody>
      </table>
    );
  }
  const cellsOf = (part: Part): MetricName[] => [
    `${part}Loss`,
    ...(hasAccuracy ? [`${part}Accuracy` as const] : []),
  ];
  return (
    <table className="metrics">
      <thead>
        <tr>
          <td />
          <th scope="col">{say.loss()}</th>
          {hasAccuracy && (
            <th scope="col" data-accuracy>
              {say.accuracy()}
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        <Row part="train" cells={cellsOf('train')} textOf={textOf} />
        <Row part="test" cells={cellsOf('test')} textOf={textOf} />
      </tbody>
    </table>
  );
}

type Part = 'train' | 'test';

interface RowProps {
  readonly part: Part;
  readonly cells: readonly MetricName[];
  readonly textOf: (metric: MetricName) => string;
}

function Row({ part, cells, textOf }: RowProps) {
  const isAccuracyAlone = cells.every((metric) => metric.endsWith('Accuracy'));
  return (
    <tr data-accuracy={isAccuracyAlone || undefined}>
      <th scope="row">
        <svg width="22" height="8" aria-hidden>
          <path
            d="M0 4h22"
            stroke={`var(--series-${part})`}
            strokeWidth="2"
            {...(part === 'test' && { strokeDasharray: '4 2' })}
          />
        </svg>
        {part === 'train' ? say.train() : say.test()}
      </th>
      {cells.map((metric) => (
        <td key={metric} data-metric={metric} data-accuracy={metric.endsWith('Accuracy') || undefined}>
          {textOf(metric)}
        </td>
      ))}
    </tr>
  );
}
