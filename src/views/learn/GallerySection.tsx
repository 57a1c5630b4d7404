/** The gallery of demos: pictures that are trained while one looks, a search, and for each demo one click and one link. */
import { Link } from 'lucide-react';
import { useState } from 'react';
import { demoLink, openDemo } from '#commands/demos.ts';
import { DEMO_GROUPS, type Demo } from '#lessons/demos/Demo.ts';
import { DEMOS } from '#lessons/demos/demos.ts';
import * as say from '#messages/generated/gallery.ts';
import { demoRun, trainAgain } from '#scene/demos/demoRuns.ts';
import { uiStore } from '#state/uiStore.ts';
import { copyText } from '../copyText.ts';
import { DemoPicture } from './DemoPicture.tsx';
import './Gallery.css';

const GROUP_NAMES = { shapes: say.shapes, wrong: say.wrong, data: say.data, answers: say.answers };

export function GallerySection() {
  const [words, setWords] = useState('');
  const found = DEMOS.filter((demo) => hasWords(demo, words));
  return (
    <section className="learn-section gallery">
      <div className="learn-head">
        <h1>{say.demos()}</h1>
        <span className="learn-note">{say.note()}</span>
        <input
          type="search"
          className="gallery-search"
          aria-label={say.search()}
          placeholder={say.search()}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
      </div>
      <p className="gallery-found" role="status">
        {words.trim() === '' ? '' : say.found({ count: found.length })}
      </p>
      {DEMO_GROUPS.map((group) => {
        const demos = found.filter((demo) => demo.group === group);
        if (demos.length === 0) return null;
        return (
          <section key={group}>
            <h2>{GROUP_NAMES[group]()}</h2>
            <ul className="demos">
              {demos.map((demo) => (
                <DemoCard key={demo.id} demo={demo} />
              ))}
            </ul>
          </section>
        );
      })}
    </section>
  );
}

/** All words, in any order, somewhere in title and sentence. */
export function hasWords({ title, about }: Demo, words: string): boolean {
  const text = `${title()} ${about()}`.toLocaleLowerCase();
  return words
    .toLocaleLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

function DemoCard({ demo }: { readonly demo: Demo }) {
  const title = demo.title();
  const isTrained = demo.picture === 'map' || demo.picture === 'curve';
  const again = isTrained ? () => trainAgain(demoRun(demo)) : undefined;
  return (
    <li className="demo">
      <button type="button" className="demo-open" onClick={() => openDemo(demo)} onPointerEnter={again}>
        <span className="demo-picture">
          <DemoPicture demo={demo} />
        </span>
        <b>{title}</b>
        <span className="demo-about">{demo.about()}</span>
      </button>
      <button
        type="button"
        className="button-plain demo-link"
        aria-label={say.copyLink({ title })}
        title={say.copyLink({ title })}
        onClick={() => void copy(demo)}
      >
        <Link size={14} strokeWidth={1.75} aria-hidden />
      </button>
    </li>
  );
}

async function copy(demo: Demo): Promise<void> {
  const isCopied = await copyText(await demoLink(demo, location.href));
  uiStore.setState({
    notice: isCopied
      ? { text: say.copied({ title: demo.title() }), tone: 'plain' }
      : { text: say.notCopied(), tone: 'error' },
  });
}
