/** Requests that their callers will give up, by time: a binary heap of moments with the request of each. */
export class Cancellations {
  private readonly timesMs: number[] = [];
  private readonly ids: number[] = [];

  /** When the next request is to be given up; Infinity for never. */
  get nextMs(): number {
    return this.timesMs[0] ?? Infinity;
  }

  /** @param timeMs Infinity for a request that is never given up. */
  add(timeMs: number, id: number): void {
    if (timeMs === Infinity) return;
    const { timesMs, ids } = this;
    let place = timesMs.push(timeMs) - 1;
    ids.push(id);
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (timesMs[parent]! <= timeMs) break;
      this.move(parent, place);
      place = parent;
    }
    timesMs[place] = timeMs;
    ids[place] = id;
  }

  /** Takes the request of `nextMs`. */
  take(): number {
    const { timesMs, ids } = this;
    const first = ids[0]!;
    const timeMs = timesMs.pop()!;
    const id = ids.pop()!;
    if (timesMs.length === 0) return first;
    let place = 0;
    for (;;) {
      let child = 2 * place + 1;
      if (child >= timesMs.length) break;
      if (child + 1 < timesMs.length && timesMs[child + 1]! < timesMs[child]!) child += 1;
      if (timeMs <= timesMs[child]!) break;
      this.move(child, place);
      place = child;
    }
    timesMs[place] = timeMs;
    ids[place] = id;
    return first;
  }

  private move(from: number, to: number): void {
    this.timesMs[to] = this.timesMs[from]!;
    this.ids[to] = this.ids[from]!;
  }
}
