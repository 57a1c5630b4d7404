/** The Share dialog, read from what they get to how they get it; and a field to open what one was sent. */
import { useStore } from 'zustand';
import * as say from '#messages/generated/share.ts';
import { uiStore } from '#state/uiStore.ts';
import { Dialog } from '../controls/Dialog.tsx';
import { useOnePart } from '../useLayout.ts';
import { FileOut } from './FileOut.tsx';
import { LinkIn } from './LinkIn.tsx';
import { LinkOut } from './LinkOut.tsx';
import { ModelOut } from './ModelOut.tsx';
import { QrOut } from './QrOut.tsx';
import { WhatTheyGet } from './WhatTheyGet.tsx';
import { useSharing } from './useSharing.ts';
import './ShareDialog.css';

const close = (): void => uiStore.setState({ shareOpen: false });

export function ShareDialog() {
  const open = useStore(uiStore, (state) => state.shareOpen);
  return (
    <Dialog open={open} title={say.share()} className="share-dialog" onClose={close}>
      <SharedParts />
    </Dialog>
  );
}

/** Rendered while the dialog is open, so that each opening asks for the weights of its moment. */
function SharedParts() {
  const sharing = useSharing();
  // On a phone one sends first.
  const isPhone = useOnePart();
  const what = (
    <div className="share-column">
      <WhatTheyGet sharing={sharing} />
    </div>
  );
  return (
    <div className="share-columns">
      {!isPhone && what}
      <div className="share-column share-ways">
        <LinkOut sharing={sharing} />
        <QrOut sharing={sharing} />
        {isPhone && <WhatTheyGet sharing={sharing} />}
        <FileOut sharing={sharing} />
        <ModelOut />
        <LinkIn onOpened={close} />
      </div>
    </div>
  );
}
