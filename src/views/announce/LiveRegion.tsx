/** The one polite live region of the page: announces changes to screen readers. */
import { useEffect, useState } from 'react';
import { listenToViews } from './announce.ts';
import { announceChanges } from './announceChanges.ts';
import { createSpeaker } from './createSpeaker.ts';

export function LiveRegion() {
  const [said, setSaid] = useState({ text: '', count: 0 });
  useEffect(() => {
    // A new element each time, so that the same text is announced twice.
    const speaker = createSpeaker((text) => setSaid(({ count }) => ({ text, count: count + 1 })));
    const stops = [announceChanges(speaker), listenToViews(speaker.say), speaker.stop];
    return () => stops.forEach((stop) => stop());
  }, []);
  return (
    <div className="visually-hidden live-region" aria-live="polite">
      <p key={said.count}>{said.text}</p>
    </div>
  );
}
