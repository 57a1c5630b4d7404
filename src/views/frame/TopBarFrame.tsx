/** The bar over everything; name and title first. Shared by the app and by the prerendered shell (`app/shell/`). */
import type { ReactNode } from 'react';
import { BrandTitle } from './BrandTitle.tsx';

interface TopBarFrameProps {
  readonly start: ReactNode;
  readonly centre?: ReactNode;
  readonly end?: ReactNode;
}

export function TopBarFrame({ start, centre, end }: TopBarFrameProps) {
  return (
    <header className="top-bar">
      <div className="top-bar-start">
        <BrandTitle />
        <i className="top-bar-line" />
        {start}
      </div>
      {centre && <div className="top-bar-centre">{centre}</div>}
      {end && <div className="top-bar-end">{end}</div>}
    </header>
  );
}
