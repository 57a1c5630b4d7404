/** Notice at the bottom of the screen, also announced; it disappears by itself unless it is an error or offers an action. */
import { X } from 'lucide-react';
import { useEffect } from 'react';
import { useStore } from 'zustand';
import { reloadPage } from '#commands/reloadPage.ts';
import * as say from '#messages/generated/notice.ts';
import { uiStore } from '#state/uiStore.ts';
import { useCommands } from '../CommandsContext.ts';
import './Notice.css';

const SHOWN_MS = 5_000;
const dismiss = (): void => uiStore.setState({ notice: null });

export function Notice() {
  const commands = useCommands();
  const notice = useStore(uiStore, (state) => state.notice);
  useEffect(() => {
    if (notice?.tone !== 'plain' || notice.offer) return undefined;
    const timer = setTimeout(dismiss, SHOWN_MS);
    return () => clearTimeout(timer);
  }, [notice]);
  return (
    <div className="notice-place" aria-live="polite">
      {notice && (
        <div
          className="notice"
          data-tone={notice.tone}
          {...(notice.tone === 'error' ? { role: 'alert' } : {})}
        >
          <p>{notice.text}</p>
          {notice.offer === 'reload' && (
            <button type="button" className="button" onClick={() => void reloadPage()}>
              {say.reload()}
            </button>
          )}
          {notice.offer === 'afresh' && (
            <button type="button" className="button" onClick={() => commands.startAfresh()}>
              {say.startAfresh()}
            </button>
          )}
          <button type="button" className="button-plain" aria-label={say.dismiss()} onClick={dismiss}>
            <X size={14} aria-hidden />
          </button>
        </div>
      )}
    </div>
  );
}
