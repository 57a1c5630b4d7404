/** Where the parts of the screen stand on a desktop. Shared by the app and by the prerendered shell (`app/shell/`). */
import type { CSSProperties, ReactNode } from 'react';
import * as say from '#messages/generated/frame.ts';
import { STILL } from './frameProps.ts';

interface DesktopFrameProps {
  readonly top: ReactNode;
  /** The strip between the bar and the columns; nothing while there is no history. */
  readonly history?: ReactNode;
  readonly data: ReactNode;
  readonly plan: ReactNode;
  readonly diagram: ReactNode;
  readonly output: ReactNode;
  readonly dock: ReactNode;
  /** In place of all that is under the bar. */
  readonly page?: ReactNode;
  /** A lesson stands in place of the data. */
  readonly isLesson?: boolean;
  /** In the prerendered shell; `boot.ts` sets the height of its dock. */
  readonly isShell?: boolean;
  readonly dockHeightPx?: number;
}

export function DesktopFrame(props: DesktopFrameProps) {
  const { top, history, data, plan, diagram, output, dock, page, isLesson = false } = props;
  const { isShell = false, dockHeightPx } = props;
  const height = dockHeightPx === undefined ? {} : { '--dock-height': `${dockHeightPx / 16}rem` };
  return (
    <div className={isShell ? 'app skeleton' : 'app'} style={height as CSSProperties} {...(isShell && STILL)}>
      {top}
      {page || (
        <>
          <div className="app-history">{history}</div>
          <main className="app-work" data-lesson={isLesson || undefined}>
            <aside className="region app-data" aria-label={isLesson ? say.lesson() : say.data()}>
              {data}
            </aside>
            <div className="region app-network">
              {plan}
              <div className="app-diagram">{diagram}</div>
            </div>
            <aside className="region app-output" aria-label={say.output()} tabIndex={-1}>
              {output}
            </aside>
          </main>
          {dock}
        </>
      )}
    </div>
  );
}
