/**
 * How many digits are there to be loaded. The build of one file (`scripts/single/`) puts its own, smaller numbers in the place of
 * this module.
 */
export const heldDigits = { train: 60_000, test: 10_000, most: 70_000, default: 12_000 } as const;
