/**
 * Lazy parts that the first picture does not need: loaded when the page is idle, or at once when they are opened sooner. A loaded
 * part renders in the same pass as its parent; React's own lazy would show nothing for 300 ms even then. A part that fails to
 * load shows an error in its place, with a retry.
 */
import { useCallback, useEffect, useState, type ComponentType } from 'react';
import { importModule } from '#commands/importModule.ts';
import { notifyError } from '#commands/notifyError.ts';
import { reloadPage } from '#commands/reloadPage.ts';
import * as say from '#messages/generated/parts.ts';

/** Safari before 26 has no idle callback; by then the first picture has long been painted. */
const IDLE_MS = 1_500;

type LaterPart<P> = ComponentType<P> & {
  /** Loads the part; for a first render that must not show a gap. */
  bring(): Promise<void>;
};

interface LaterOptions {
  /** Subject of the error message. */
  readonly name?: () => string;
  /** Dialogs and editors have no place of their own: their error is a notice. */
  readonly tell?: 'inPlace' | 'notice';
}

export function lazyView<P extends object>(
  load: () => Promise<ComponentType<P>>,
  { name = say.thisPart, tell = 'inPlace' }: LaterOptions = {},
): LaterPart<P> {
  let part: ComponentType<P> | null = null;
  let under: Promise<void> | null = null;
  const bring = (): Promise<void> => (under ??= take());
  const take = async (): Promise<void> => {
    try {
      part = await importModule(name, load);
    } catch (error) {
      under = null; // The next call tries again.
      throw error;
    }
  };
  whenIdle(() => void bring().catch(() => undefined));
  return Object.assign(Later, { bring });
  function Later(props: P) {
    const [, setCome] = useState(part !== null);
    const [problem, setProblem] = useState<string | null>(null);
    const ask = useCallback((): (() => void) => {
      let mounted = true;
      bring().then(
        () => mounted && setCome(true),
        (error: unknown) => {
          if (!mounted) return;
          if (tell === 'notice') notifyError(error);
          else setProblem(error instanceof Error ? error.message : String(error));
        },
      );
      return () => {
        mounted = false;
      };
    }, []);
    useEffect(() => (part ? undefined : ask()), [ask]);
    const Part = part;
    if (Part) return <Part {...props} />;
    const retry = (): void => {
      setProblem(null);
      ask();
    };
    return problem === null ? null : <MissingPart text={problem} onRetry={retry} />;
  }
}

function MissingPart({ text, onRetry }: { readonly text: string; onRetry(): void }) {
  return (
    <div className="broken-part" role="alert">
      <p>{text}</p>
      <button type="button" className="button" onClick={onRetry}>
        {say.tryAgain()}
      </button>
      <button type="button" className="button" onClick={() => void reloadPage()}>
        {say.reload()}
      </button>
    </div>
  );
}

function whenIdle(work: () => void): void {
  if (typeof requestIdleCallback === 'function') requestIdleCallback(work, { timeout: 2 * IDLE_MS });
  else setTimeout(work, IDLE_MS);
}
