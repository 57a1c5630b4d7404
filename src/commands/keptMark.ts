/** Key in localStorage that marks that this browser has kept work: without it, a start does not wait for the database. */
export const KEPT_MARK = 'fanout.kept';
/** Key in sessionStorage of the run of this tab as it was when the page was left: without it and the mark, nothing is waited for. */
export const LEFT_RUN = 'fanout.left';
