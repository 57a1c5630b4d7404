/** Requests that will be cancelled, by time: a binary heap. */
export class Cancellations {
  private readonly timesMs: number[] = [];
  private readonly ids: number[] = [];

  /** When the next request is to be cancelled; Infinity for never. */
  get nextMs(): number {
    return this.timesMs[0] ?? Infinity;
  }

  /** @param timeMs Infinity for a request that is never cancelled */
  add(timeMs: number, id: number): void {
    if (timeMs === Infinity) return;
    const { timesMs, ids } = this;
    let index = timesMs.push(timeMs) - 1;
    ids.push(id);
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (timesMs[parent]! <= timeMs) break;
      this.move(parent, index);
      index = parent;
    }
    timesMs[index] = timeMs;
    ids[index] = id;
  }

  /** Removes and returns the request of `nextMs`. */
  take(): number {
    const { timesMs, ids } = this;
    const first = ids[0]!;
    const timeMs = timesMs.pop()!;
    const id = ids.pop()!;
    if (timesMs.length === 0) return first;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= timesMs.length) break;
      if (child + 1 < timesMs.length && timesMs[child + 1]! < timesMs[child]!) child += 1;
      if (timeMs <= timesMs[child]!) break;
      this.move(child, index);
      index = child;
    }
    timesMs[index] = timeMs;
    ids[index] = id;
    return first;
  }

  private move(from: number, to: number): void {
    this.timesMs[to] = this.timesMs[from]!;
    this.ids[to] = this.ids[from]!;
  }
}
