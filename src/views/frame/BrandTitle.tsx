import * as say from '#messages/generated/frame.ts';
import { BrandMark } from '../topbar/BrandMark.tsx';

export function BrandTitle() {
  return (
    <h1 className="brand">
      <BrandMark />
      {say.fanout()}
    </h1>
  );
}
