import { BrandMark } from '../topbar/BrandMark.tsx';

export function BrandTitle() {
  return (
    <h1 className="brand">
      <BrandMark />
      Fanout
    </h1>
  );
}
