/** Where a box is scrolled to, and how large it is: for virtual rows and columns. */
import { useLayoutEffect, useState, type RefObject } from 'react';

interface View {
  readonly top: number;
  readonly left: number;
  readonly width: number;
  readonly height: number;
}

export function useScrolledView(box: RefObject<HTMLDivElement | null>): View {
  const [view, setView] = useState<View>({ top: 0, left: 0, width: 800, height: 600 });
  useLayoutEffect(() => {
    const { current } = box;
    if (!current) return undefined;
    const measure = (): void =>
      setView({
        top: current.scrollTop,
        left: current.scrollLeft,
        width: current.clientWidth,
        height: current.clientHeight,
      });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(current);
    current.addEventListener('scroll', measure, { passive: true });
    return () => {
      observer.disconnect();
      current.removeEventListener('scroll', measure);
    };
  }, [box]);
  return view;
}
