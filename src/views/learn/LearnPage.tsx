/**
 * The page behind "Lessons", in place of the workspace: its sections side by side, on a phone one at a time. Escape, another tab
 * of a phone and whatever changes the experiment (a link, the palette, a script) lead back.
 */
import { useEffect, useState } from 'react';
import * as say from '#messages/generated/learn.ts';
import { experimentStore } from '#state/experimentStore.ts';
import { closeLearnPage } from '#state/learnStore.ts';
import { uiStore } from '#state/uiStore.ts';
import { Segmented } from '../controls/Segmented.tsx';
import { Region } from '../Region.tsx';
import { useOnePart } from '../useLayout.ts';
import { SECTIONS } from './sections.ts';
import './LearnPage.css';

export function LearnPage() {
  const onePart = useOnePart();
  useEffect(leaveWithWork, []);
  return onePart ? <OneSection /> : <AllSections />;
}

function AllSections() {
  const side = SECTIONS.filter(({ place }) => place === 'side');
  return (
    <main className="learn" aria-label={say.learn()} tabIndex={-1}>
      <div className="learn-main">
        {SECTIONS.filter(({ place }) => place === 'main').map(({ id, label, View }) => (
          <Region key={id} name={label()}>
            <View />
          </Region>
        ))}
      </div>
      {side.length > 0 && (
        <aside className="learn-side">
          {side.map(({ id, label, View }) => (
            <Region key={id} name={label()}>
              <View />
            </Region>
          ))}
        </aside>
      )}
    </main>
  );
}

function OneSection() {
  const [shown, setShown] = useState(SECTIONS[0]!.id);
  const { id, label, View } = SECTIONS.find((section) => section.id === shown)!;
  return (
    <div className="learn learn-one">
      {SECTIONS.length > 1 && (
        <Segmented
          label={say.learn()}
          value={shown}
          options={SECTIONS.map((section) => ({ value: section.id, label: section.label() }))}
          onChange={setShown}
        />
      )}
      <Region key={id} name={label()}>
        <View />
      </Region>
    </div>
  );
}

function leaveWithWork(): () => void {
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    if (event.target instanceof Element && event.target.closest('dialog[open], [popover]')) return;
    closeLearnPage();
  };
  addEventListener('keydown', onKey);
  const stops = [
    experimentStore.subscribe(closeLearnPage),
    uiStore.subscribe(({ phoneTab, weightsOpen }, before) => {
      if (phoneTab !== before.phoneTab || (weightsOpen && !before.weightsOpen)) closeLearnPage();
    }),
  ];
  return () => {
    removeEventListener('keydown', onKey);
    for (const stop of stops) stop();
  };
}
