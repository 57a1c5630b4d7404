/** One part of the page of lessons. */
import type { ComponentType } from 'react';

export interface LearnSection {
  readonly id: string;
  /** Read while rendering: the language comes later than this module. */
  label(): string;
  /** Where it stands on a wide window; on a phone one section is shown at a time. */
  readonly place: 'main' | 'side';
  readonly View: ComponentType;
}
