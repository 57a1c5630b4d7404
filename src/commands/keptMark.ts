/** Key in localStorage that marks that this browser has kept work: without it, a start does not wait for the database. */
export const KEPT_MARK = 'fanout.kept';
