/**
 * Fisher–Yates shuffle of an epoch's samples, bit for bit that of nn/schedule.ts: each draw is a hash of key and index.
 * Hashes, scaled to 0 … i, are computed four at a time into `draws`; the swaps follow.
 */
import { mixVector } from './dropout';

/** Draws computed before their swaps: few enough to stay in the L1 cache. `draws` has room for this many. */
const AHEAD: i32 = 256;

/** ⌊x · n / 2³²⌋ in each SIMD lane. */
@inline
function scaleLanes(x: v128, n: v128): v128 {
  const low = i64x2.extmul_low_i32x4_u(x, n);
  const high = i64x2.extmul_high_i32x4_u(x, n);
  return v128.shuffle<i32>(low, high, 1, 3, 5, 7);
}

/** Writes 0 … count − 1 to `order` and shuffles them. `draws` is scratch for AHEAD words. */
export function shuffle(key: u32, count: i32, order: usize, draws: usize): void {
  const end = order + (<usize>count << 2);
  let ascending = i32x4(0, 1, 2, 3);
  let at = order;
  for (; at + 16 <= end; at += 16) {
    v128.store(at, ascending);
    ascending = i32x4.add(ascending, i32x4.splat(4));
  }
  for (let i = <i32>((at - order) >> 2); at < end; at += 4) store<i32>(at, i++);
  // Draws for the indices [first, top), then swaps from the last down.
  for (let top = count; top > 1; top -= AHEAD) {
    const first = max(0, top - AHEAD);
    let index = i32x4.add(i32x4.splat(first), i32x4(0, 1, 2, 3));
    const drawsEnd = draws + (<usize>(top - first) << 2);
    for (let to = draws; to < drawsEnd; to += 16) {
      const hash = mixVector(i32x4.add(index, i32x4.splat(key)));
      v128.store(to, scaleLanes(hash, i32x4.add(index, i32x4.splat(1))));
      index = i32x4.add(index, i32x4.splat(4));
    }
    let here = order + (<usize>top << 2) - 4;
    // Index 0 is not swapped.
    const least = draws + (first == 0 ? 4 : 0);
    for (let from = drawsEnd - 4; from >= least; from -= 4) {
      const there = order + (<usize>load<u32>(from) << 2);
      const held = load<u32>(here);
      store<u32>(here, load<u32>(there));
      store<u32>(there, held);
      here -= 4;
    }
  }
}
