/**
 * `preserveOrdering` for one caller: an answer that is ready before that of an earlier request waits here until that one
 * has ended, whatever its end. An early rejection and an answer from the cache wait as well.
 */
export class OrderGate {
  private lastOrder = 0;
  private nextOrder = 1;
  private readonly held = new Map<number, () => void>();

  /** The place in line of the caller's next request, from 1. */
  open(): number {
    return ++this.lastOrder;
  }

  /** The request of this place has ended: `deliver` is called when all before it have. */
  end(order: number, deliver: () => void): void {
    this.held.set(order, deliver);
    for (let next = this.held.get(this.nextOrder); next; next = this.held.get(this.nextOrder)) {
      this.held.delete(this.nextOrder);
      this.nextOrder += 1;
      next();
    }
  }
}
