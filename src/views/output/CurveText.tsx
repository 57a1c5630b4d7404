/** First, best and last loss in a sentence, and the run as a table, for screen readers. */
import { factsOf } from '#experiment/dataFacts.ts';
import * as say from '#messages/generated/curves.ts';
import { curveSummary, curveTable } from '#scene/output/curveText.ts';
import { historyFeed } from '#state/feeds.ts';
import { PictureTable } from '../pictures/PictureTable.tsx';
import { useTextFeed } from '../pictures/useTextFeed.ts';
import { useExperiment } from '../useExperiment.ts';

export function CurveText({ id }: { readonly id: string }) {
  const history = useTextFeed(historyFeed);
  const hasAccuracy = useExperiment(({ data }) => factsOf(data).task !== 'regression');
  return (
    <PictureTable
      id={id}
      summary={curveSummary(history)}
      caption={hasAccuracy ? say.lossAndAccuracy() : say.lossByEpoch()}
      {...curveTable(history, hasAccuracy)}
    />
  );
}
