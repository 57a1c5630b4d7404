/** The user stopped the download of a data set. */
export class LoadingStopped extends Error {
  override readonly message =
    'The download of the digits was stopped. Choose the digits again to go on, or another set.';
}
