/** One line at the foot of the screen that says what has just happened; read out, and gone by itself unless it is an error. */
import { X } from 'lucide-react';
import { useEffect } from 'react';
import { useStore } from 'zustand';
import { uiStore } from '../../state/uiStore.ts';
import './Notice.css';

const SHOWN_MS = 5_000;
const dismiss = (): void => uiStore.setState({ notice: null });

export function Notice() {
  const notice = useStore(uiStore, (state) => state.notice);
  useEffect(() => {
    if (notice?.tone !== 'plain') return undefined;
    const timer = setTimeout(dismiss, SHOWN_MS);
    return () => clearTimeout(timer);
  }, [notice]);
  return (
    <div className="notice-place" aria-live={notice?.tone === 'error' ? 'assertive' : 'polite'}>
      {notice && (
        <div className="notice" data-tone={notice.tone}>
          <p>{notice.text}</p>
          <button type="button" className="button-plain" aria-label="Dismiss" onClick={dismiss}>
            <X size={14} aria-hidden />
          </button>
        </div>
      )}
    </div>
  );
}
