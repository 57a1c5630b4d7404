/** The link: its length, copied, or handed to the system's own sheet where there is one. */
import { Check, Copy, Share2 } from 'lucide-react';
import { useId, useRef, useState } from 'react';
import * as say from '#messages/generated/share.ts';
import { Button } from '../controls/Button.tsx';
import { copyText } from '../copyText.ts';
import type { Sharing } from './useSharing.ts';

type State = 'ready' | 'copied' | 'refused';

export function LinkOut({ sharing }: { readonly sharing: Sharing }) {
  const { link, problem, isLong, allowLong } = sharing;
  const [told, setTold] = useState<{ readonly link: string; readonly state: State } | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  // What was copied may no longer be the link.
  const state = told?.link === link ? told.state : 'ready';
  const copy = async (): Promise<void> => {
    const copied = await copyText(link);
    setTold({ link, state: copied ? 'copied' : 'refused' });
    if (!copied) field.current?.select();
  };
  return (
    <section className="share-part" aria-label={say.howTheyGetIt()}>
      <h3>{say.howTheyGetIt()}</h3>
      <div className="share-line">
        <label htmlFor={id} className="visually-hidden">
          {say.linkToExperiment()}
        </label>
        <input
          id={id}
          ref={field}
          className="text-field"
          data-first-focus
          readOnly
          value={isLong ? '' : link}
          onFocus={(event) => event.target.select()}
          onClick={(event) => event.currentTarget.select()}
        />
        <Button className="button-filled" disabled={link === '' || isLong} onClick={() => void copy()}>
          {state === 'copied' ? <Check size={16} aria-hidden /> : <Copy size={16} aria-hidden />}
          {state === 'copied' ? say.copied() : say.copyLink()}
        </Button>
        {canSend(link) && (
          <Button className="button" disabled={isLong} onClick={() => void send(sharing)}>
            <Share2 size={16} aria-hidden />
            {say.send()}
          </Button>
        )}
      </div>
      <p className="share-length">
        {isLong ? say.longLink({ count: link.length }) : say.afterTheHash({ count: link.length })}
      </p>
      {isLong && (
        <button type="button" className="button" onClick={allowLong}>
          {say.longLinkAnyway()}
        </button>
      )}
      <p role="status" className="share-state">
        {state === 'copied' && say.linkOnClipboard()}
        {state === 'refused' && say.copyRefused()}
      </p>
      {problem !== '' && (
        <p role="alert" className="share-problem">
          {problem}
        </p>
      )}
    </section>
  );
}

/** Web Share: on phones, and on desktops whose browser has it. */
function canSend(url: string): boolean {
  const { share, canShare } = navigator as Partial<Navigator>;
  return url !== '' && share !== undefined && (canShare?.call(navigator, { url }) ?? true);
}

async function send({ link, texts }: Sharing): Promise<void> {
  try {
    await navigator.share({
      title: texts.title.trim() || say.playground(),
      text: texts.tryThis.trim(),
      url: link,
    });
  } catch {
    // Closed without sending, or refused: the link can still be copied.
  }
}
