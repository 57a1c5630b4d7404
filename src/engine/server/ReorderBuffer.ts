/**
 * Reorder buffer of one caller, for `preserveOrdering`: a response that is ready before that of an earlier request is
 * held until that one has ended, whatever its outcome. So are early rejections and cached responses.
 */
export class ReorderBuffer {
  private lastOrder = 0;
  private nextOrder = 1;
  private readonly held = new Map<number, () => void>();

  /** Takes the next sequence number, from 1. */
  open(): number {
    return ++this.lastOrder;
  }

  /** Ends a request: `deliver` is called once all with smaller sequence numbers have ended. */
  end(order: number, deliver: () => void): void {
    this.held.set(order, deliver);
    for (let next = this.held.get(this.nextOrder); next; next = this.held.get(this.nextOrder)) {
      this.held.delete(this.nextOrder);
      this.nextOrder += 1;
      next();
    }
  }
}
