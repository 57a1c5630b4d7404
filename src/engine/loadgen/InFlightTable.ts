/**
 * The requests of a load in flight: a ring of columns indexed by request id, as long as the range from the oldest open
 * request to the newest. Holds times, client and priority of each, and detects duplicate responses.
 */
export class InFlightTable {
  private plannedMs = new Float64Array(1_024);
  private sentMs = new Float64Array(1_024);
  private clients = new Uint16Array(1_024);
  private priorities = new Uint8Array(1_024);
  private open = new Uint8Array(1_024);
  private oldest: number;
  private next: number;
  private openCount = 0;

  /** @param firstId id of the first request; responses with lower ids belong to an earlier run */
  constructor(firstId: number) {
    this.oldest = firstId;
    this.next = firstId;
  }

  /** Requests in flight. */
  get count(): number {
    return this.openCount;
  }

  get nextId(): number {
    return this.next;
  }

  /** Adds a request that is being sent and returns its id. */
  add(plannedMs: number, sentMs: number, client: number, priority: number): number {
    if (this.next - this.oldest === this.open.length) this.grow();
    const id = this.next++;
    const index = id % this.open.length;
    this.plannedMs[index] = plannedMs;
    this.sentMs[index] = sentMs;
    this.clients[index] = client;
    this.priorities[index] = priority;
    this.open[index] = 1;
    this.openCount += 1;
    return id;
  }

  isOpen(id: number): boolean {
    return id >= this.oldest && id < this.next && this.open[id % this.open.length] === 1;
  }

  plannedOf(id: number): number {
    return this.plannedMs[id % this.open.length] ?? NaN;
  }

  sentOf(id: number): number {
    return this.sentMs[id % this.open.length] ?? NaN;
  }

  clientOf(id: number): number {
    return this.clients[id % this.open.length] ?? 0;
  }

  priorityOf(id: number): number {
    return this.priorities[id % this.open.length] ?? 0;
  }

  /** Removes a request that has ended. */
  remove(id: number): void {
    this.open[id % this.open.length] = 0;
    this.openCount -= 1;
    while (this.oldest < this.next && this.open[this.oldest % this.open.length] === 0) this.oldest += 1;
  }

  /** The ids of all open requests. */
  openIds(): Float64Array<ArrayBuffer> {
    const ids = new Float64Array(this.openCount);
    let count = 0;
    for (let id = this.oldest; id < this.next; id += 1) if (this.isOpen(id)) ids[count++] = id;
    return ids;
  }

  private grow(): void {
    const { plannedMs, sentMs, clients, priorities, open } = this;
    const length = open.length * 2;
    this.plannedMs = new Float64Array(length);
    this.sentMs = new Float64Array(length);
    this.clients = new Uint16Array(length);
    this.priorities = new Uint8Array(length);
    this.open = new Uint8Array(length);
    for (let id = this.oldest; id < this.next; id += 1) {
      this.plannedMs[id % length] = plannedMs[id % open.length] ?? NaN;
      this.sentMs[id % length] = sentMs[id % open.length] ?? NaN;
      this.clients[id % length] = clients[id % open.length] ?? 0;
      this.priorities[id % length] = priorities[id % open.length] ?? 0;
      this.open[id % length] = open[id % open.length] ?? 0;
    }
  }
}
