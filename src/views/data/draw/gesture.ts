/** Names of gestures: what bears the same one makes one undo step. */
let last = 0;

export const newGesture = (): string => `drawing ${++last}`;
