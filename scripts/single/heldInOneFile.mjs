/**
 * The digits inside the one file: as many as fit beside the program in 2 MB. `heldDigits.ts` of that build says so to limits,
 * defaults and messages.
 */
export const HELD_IN_ONE_FILE = { train: 1_800, test: 500, most: 2_000, default: 2_000 };
