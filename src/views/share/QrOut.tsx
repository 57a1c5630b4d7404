/** The link as a QR code, for phones in the room: beside the link, over the whole screen for a projector, or as a picture. */
import { Download, Maximize2 } from 'lucide-react';
import { useDeferredValue, useMemo, useState } from 'react';
import * as say from '#messages/generated/share.ts';
import { Button } from '../controls/Button.tsx';
import { Dialog } from '../controls/Dialog.tsx';
import { saveFile } from '../saveFile.ts';
import { fileNameOf } from './fileNameOf.ts';
import { qrPicture, qrPng, type QrPicture } from './qrPicture.ts';
import type { Sharing } from './useSharing.ts';

const MODULE_PX = 8;
/** From here on the small picture has modules of about one pixel. */
const FINE_MODULES = 110;

export function QrOut({ sharing: { link, isLong, texts } }: { readonly sharing: Sharing }) {
  const [isLarge, setLarge] = useState(false);
  const shown = useDeferredValue(isLong ? '' : link);
  const picture = useMemo(() => (shown === '' ? null : qrPicture(shown)), [shown]);
  const save = async (): Promise<void> => {
    const png = picture && (await qrPng(picture, MODULE_PX));
    if (png) saveFile(png, fileNameOf(texts.title, 'png'));
  };
  return (
    <section className="share-part share-qr" aria-label={say.forPhones()}>
      {picture && <Code picture={picture} />}
      <div>
        <h3>{say.forPhones()}</h3>
        <p>{textOf(picture, link)}</p>
        {picture && (
          <>
            <Button className="button" onClick={() => setLarge(true)}>
              <Maximize2 size={16} aria-hidden />
              {say.qrLarge()}
            </Button>
            <Button className="button" onClick={() => void save()}>
              <Download size={16} aria-hidden />
              {say.qrSave()}
            </Button>
          </>
        )}
      </div>
      {isLarge && picture && (
        <Dialog
          open
          title={texts.title.trim() || say.forPhones()}
          className="qr-large"
          onClose={() => setLarge(false)}
        >
          <Code picture={picture} />
          {texts.tryThis.trim() !== '' && <p>{texts.tryThis}</p>}
        </Dialog>
      )}
    </section>
  );
}

function textOf(picture: QrPicture | null, link: string): string {
  if (picture) return picture.size > FINE_MODULES ? say.qrFine() : say.qrPoint();
  return link === '' ? '' : say.qrTooLong();
}

/** Dark on light in both themes: many cameras read nothing else. */
function Code({ picture: { size, path } }: { readonly picture: QrPicture }) {
  return (
    <svg className="qr" role="img" aria-label={say.qrCode()} viewBox={`0 0 ${size} ${size}`}>
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" shapeRendering="crispEdges" />
    </svg>
  );
}
