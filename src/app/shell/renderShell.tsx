import { renderToStaticMarkup } from 'react-dom/server';
import { Shell } from './Shell.tsx';

/** The markup of the frame for index.html; called by the build (`vite.config.ts`). */
export const renderShell = (): string => renderToStaticMarkup(<Shell />);
