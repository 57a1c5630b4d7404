/** One line of the command palette. */
import type { Commands } from '#commands/Commands.ts';

export const PALETTE_GROUPS = ['change', 'do', 'show', 'dataSets', 'examples'] as const;
export type PaletteGroup = (typeof PALETTE_GROUPS)[number];

export interface PaletteChoice {
  readonly label: string;
  readonly isPresent: boolean;
  run(commands: Commands): void;
}

export interface PaletteEntry {
  /** Kept among those used last. */
  readonly id: string;
  readonly group: PaletteGroup;
  readonly label: string;
  /** Other words by which it is found. */
  readonly words?: string;
  /** As displayed: keys, or what it stands at. */
  readonly note?: string;
  /** Of a setting: its usual values, the present one among them. */
  readonly choices?: readonly PaletteChoice[];
  /** Of a setting that is a number: the choice that a typed one makes; null where it is out of bounds. */
  typed?(value: number): PaletteChoice | null;
  /** Of a setting: does nothing by itself. */
  run(commands: Commands): void;
}
