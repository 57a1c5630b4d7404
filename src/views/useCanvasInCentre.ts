/** Whether the map is drawn on in the centre of the screen, so that the network stands beside it. */
import { useStore } from 'zustand';
import { uiStore } from '#state/uiStore.ts';
import { useExperiment } from './useExperiment.ts';
import { useOnePart } from './useLayout.ts';

export function useCanvasInCentre(): { readonly isDrawn: boolean; readonly isCanvasInCentre: boolean } {
  const onePart = useOnePart();
  const isDrawn = useExperiment(({ data }) => data.set === 'drawn');
  const isWanted = useStore(uiStore, (state) => state.canvasInCentre);
  return { isDrawn, isCanvasInCentre: isDrawn && isWanted && !onePart };
}
