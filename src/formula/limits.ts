/** Characters of a formula that are read. */
export const MOST_CHARACTERS = 200;
