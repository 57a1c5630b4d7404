/** A Worker without a thread: it keeps what it receives, and a test decides what it sends and when it fails. */
export class FakeWorker extends EventTarget {
  readonly received: unknown[] = [];
  readonly transferred: Transferable[] = [];
  ended = false;
  postMessage(message: unknown, transfer: Transferable[] = []): void {
    this.received.push(message);
    this.transferred.push(...transfer);
  }
  terminate(): void {
    this.ended = true;
  }
  says(data: unknown): void {
    this.dispatchEvent(new MessageEvent('message', { data }));
  }
  fails(message?: string): void {
    this.dispatchEvent(Object.assign(new Event('error', { cancelable: true }), { message }));
  }
}
