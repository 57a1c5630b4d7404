/**
 * What the tab Sweep shows, besides what is in the link: the network that is pointed at, the look of the pictures, the order of the
 * runs. Written by the functions of this file alone.
 */
import { createStore } from 'zustand/vanilla';

export interface SweepViewState {
  /** Under the pointer, focused, or taken last; null: the best is shown. */
  readonly pointed: number | null;
  readonly look: 'maps' | 'curves' | 'losses' | 'mistakes';
  /** Which grid, where there are more fields than two. */
  readonly slice: number;
  readonly sort: { readonly by: string; readonly descends: boolean };
  /** Whether the training of the screen waits while a sweep trains. */
  readonly pauses: boolean;
}

export const sweepViewStore = createStore<SweepViewState>(() => ({
  pointed: null,
  look: 'maps',
  slice: 0,
  sort: { by: 'testLoss', descends: false },
  pauses: true,
}));

export const pointAt = (pointed: number | null): void => sweepViewStore.setState({ pointed });

export const setSweepView = (view: Partial<SweepViewState>): void => sweepViewStore.setState(view);
