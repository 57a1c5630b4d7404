/** Where the parts of the screen stand on a phone. Shared by the app and by the prerendered shell (`app/shell/`). */
import type { Key, ReactNode } from 'react';
import * as say from '#messages/generated/frame.ts';
import { BrandTitle } from './BrandTitle.tsx';
import { STILL } from './frameProps.ts';

interface PhoneFrameProps {
  /** Right of the name. */
  readonly head?: ReactNode;
  readonly page: ReactNode;
  /** With another key the page starts at its top. */
  readonly pageKey?: Key;
  readonly foot: ReactNode;
  /** The foot stands above the page; in the order of the screen, which Tab follows. */
  readonly footAbove?: boolean;
  /** In the prerendered shell. */
  readonly isShell?: boolean;
}

export function PhoneFrame(props: PhoneFrameProps) {
  const { head, page, pageKey, foot, footAbove = false, isShell = false } = props;
  return (
    <div className={isShell ? 'phone skeleton' : 'phone'} {...(isShell && STILL)}>
      <header className="phone-head">
        <BrandTitle />
        {head}
      </header>
      {footAbove && foot}
      <main key={pageKey} className="phone-page" tabIndex={-1}>
        {page}
      </main>
      {!footAbove && foot}
    </div>
  );
}

interface PhoneTogetherProps {
  readonly title: ReactNode;
  readonly network: ReactNode;
  readonly output: ReactNode;
  readonly plan?: ReactNode;
}

/** The page of the tab "Network": all that one watches while training. */
export function PhoneTogether({ title, network, output, plan }: PhoneTogetherProps) {
  return (
    <div className="phone-together">
      <div className="phone-title">{title}</div>
      <div className="phone-network">{network}</div>
      <section className="phone-output" aria-label={say.output()}>
        {output}
      </section>
      {plan}
    </div>
  );
}

interface PhoneFootProps {
  /** Over the transport; nothing while there is no history. */
  readonly history?: ReactNode;
  readonly transport?: ReactNode;
  readonly tabs: ReactNode;
}

export function PhoneFoot({ history, transport, tabs }: PhoneFootProps) {
  return (
    <footer className="phone-foot">
      {history}
      <div className="phone-transport">{transport}</div>
      <nav className="phone-tabs" aria-label={say.parts()}>
        {tabs}
      </nav>
    </footer>
  );
}
