/** What the screen calls a member of the vocabulary: short for a cell, whole for a list, about for a hint. */
export interface Label {
  readonly short: string;
  readonly whole: string;
  readonly about: string;
}
