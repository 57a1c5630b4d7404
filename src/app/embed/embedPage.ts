/**
 * The page inside a frame of another page: only the parts that the address names, a way out to the whole playground, and answers to
 * the page around it. Loaded before the first picture, where the address asks for it.
 */
import type { Experiment } from '#experiment/experiment.ts';
import * as say from '#messages/generated/embed.ts';
import { encodeLink } from '#share/encodeLink.ts';
import { experimentStore } from '#state/experimentStore.ts';
import type { Fanout } from '../Fanout.ts';
import { answerParent } from './answerParent.ts';
import { EMBED_PARTS, type Embedding } from './readEmbed.ts';
import './embedPage.css';

/** Sets on the root what is hidden; the style sheet does the rest, for the frame of index.html as for the views. */
export function embedPage({ shown, allowed }: Embedding, fanout: () => Fanout): void {
  const { dataset } = document.documentElement;
  dataset['embed'] = '';
  dataset['hidden'] = EMBED_PARTS.filter((part) => !shown.includes(part)).join(' ');
  answerParent(window, allowed, fanout);
  document.body.append(wayOut());
}

/** A link to this experiment, as it is, on a page of its own. */
function wayOut(): HTMLAnchorElement {
  const link = document.createElement('a');
  link.className = 'embed-open';
  link.target = '_blank';
  link.rel = 'noopener';
  link.href = new URL(`./${location.hash}`, location.href).href.replace(/\?[^#]*/, '');
  link.textContent = say.openInFanout();
  let turn = 0;
  const follow = async (experiment: Experiment): Promise<void> => {
    const mine = ++turn;
    // The language comes later than this file.
    link.textContent = say.openInFanout();
    const fragment = await encodeLink(experiment);
    if (mine === turn) link.hash = fragment;
  };
  experimentStore.subscribe(({ experiment }) => void follow(experiment));
  return link;
}
