/** The history strip: what is kept, the track through it, and the ways back and on. On a phone the track alone, with the ways under it. */
import * as say from '#messages/generated/history.ts';
import { momentIndex, placesOf, stripTexts } from '#scene/history/historyStrip.ts';
import { historyFeed, seekFeed, timelineFeed } from '#state/feeds.ts';
import { useCommands } from '../CommandsContext.ts';
import { useFeed } from '../useFeed.ts';
import { useLayout } from '../useLayout.ts';
import { HistoryTrack } from './HistoryTrack.tsx';

export function HistoryStrip({ isThin }: { readonly isThin: boolean }) {
  const timeline = useFeed(timelineFeed);
  const asked = useFeed(seekFeed);
  const layout = useLayout();
  const isShort = isThin || layout === 'tablet' || layout === 'narrow';
  const places = placesOf(historyFeed.latest, timeline);
  const index = momentIndex(places, timeline, asked);
  const texts = stripTexts(places, index);
  const track = <HistoryTrack places={places} index={index} text={texts.value} />;
  const state = isShort ? texts.shortState : texts.state;
  if (isThin) {
    return (
      <section aria-label={say.ofRun()}>
        {track}
        {texts.isPast && (
          <div className="history-actions">
            <span>{texts.state}</span>
            <Ways back={texts.back} shortBack={texts.shortBack} isShort />
          </div>
        )}
      </section>
    );
  }
  return (
    <section aria-label={say.ofRun()}>
      <div className="history-name">
        <b>{say.history()}</b>
        <span>{state}</span>
      </div>
      {track}
      <div className="history-actions">
        {texts.isPast ? (
          <Ways back={texts.back} shortBack={texts.shortBack} isShort={isShort} />
        ) : (
          !texts.isEmpty && layout !== 'tablet' && <span>{say.hint()}</span>
        )}
      </div>
    </section>
  );
}

interface WaysProps {
  readonly back: string;
  readonly shortBack: string;
  readonly isShort: boolean;
}

function Ways({ back, shortBack, isShort }: WaysProps) {
  const commands = useCommands();
  return (
    <>
      <button type="button" className="button" onClick={() => commands.seek(Infinity)}>
        {isShort ? shortBack : back}
      </button>
      <button
        type="button"
        className="button-filled"
        aria-label={say.trainOn()}
        onClick={() => commands.play()}
      >
        {isShort ? say.trainOnShort() : say.trainOn()}
      </button>
    </>
  );
}
