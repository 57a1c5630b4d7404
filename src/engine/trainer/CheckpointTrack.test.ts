import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultExperiment } from '#experiment/defaults.ts';
import { bytesOf, CheckpointTrack, MOST_BYTES, MOST_MARKS, type Mark } from './CheckpointTrack.ts';

const experiment = defaultExperiment('circle');
const PER_EPOCH = 25;

const markAt = (epoch: number, batch = 0, length = 4): Mark => ({
  experiment,
  checkpoint: {
    state: new Float32Array(length),
    step: epoch * PER_EPOCH + batch,
    epoch,
    batch,
    slotsSince: 0,
  },
});
const epochsOf = (track: CheckpointTrack): number[] => track.all.map(({ checkpoint }) => checkpoint.epoch);

/** Trains as the loop does: stops at the epochs that the track asks for, and where a dispatch ends anyhow. */
function run(track: CheckpointTrack, epochs: number, from = 0, length = 4): void {
  for (let epoch = from; epoch < epochs;) {
    epoch = Math.min(epochs, track.nextEpoch(epoch));
    track.note(markAt(epoch, 0, length));
  }
}

describe('thinning', () => {
  test('keeps every epoch while there is room', () => {
    const track = new CheckpointTrack();
    track.note(markAt(0));
    run(track, MOST_MARKS - 1);
    expect(epochsOf(track)).toEqual(Array.from({ length: MOST_MARKS }, (_, i) => i));
  });

  test('keeps first and last, and the others one gap apart, at any length', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 3, max: 40 }),
        fc.integer({ min: 0, max: 50 }),
        fc.integer({ min: 1, max: 3_000 }),
        (most, first, epochs) => {
          const track = new CheckpointTrack(most);
          track.note(markAt(first));
          run(track, first + epochs, first);
          const kept = epochsOf(track);
          expect(kept[0]).toBe(first);
          expect(kept.at(-1)).toBe(first + epochs);
          expect(kept.length).toBeLessThanOrEqual(most);
          const gap = track.nextEpoch(0);
          const inner = kept.slice(1, -1);
          for (const epoch of inner) expect(epoch % gap).toBe(0);
          for (const [i, epoch] of inner.slice(1).entries()) expect(epoch - inner[i]!).toBe(gap);
          // Neither end is farther from its neighbour, and no fewer than half of the room is used.
          expect(kept[1]! - first).toBeLessThanOrEqual(gap);
          expect(first + epochs - kept.at(-2)!).toBeLessThanOrEqual(gap);
          if (gap > 1) expect(kept.length).toBeGreaterThanOrEqual(Math.floor(most / 2));
        },
      ),
    );
  });

  test('holds to its memory, whatever the states are', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 600 }), (length, epochs) => {
        const track = new CheckpointTrack(MOST_MARKS, 4_000);
        track.note(markAt(0, 0, length));
        run(track, epochs, 0, length);
        expect(bytesOf(track.all)).toBeLessThanOrEqual(4_000);
        expect(epochsOf(track).at(-1)).toBe(epochs);
        // Two states of up to half of the memory.
        if (4 * length <= 2_000) expect(epochsOf(track)[0]).toBe(0);
      }),
    );
    expect(MOST_BYTES).toBe(32 * 2 ** 20);
  });

  test('a million epochs ask for fewer than two thousand states', () => {
    const track = new CheckpointTrack();
    track.note(markAt(0));
    let asked = 0;
    for (let epoch = 0; epoch < 1e6; asked++) {
      epoch = track.nextEpoch(epoch);
      track.note(markAt(epoch));
    }
    expect(asked).toBeLessThan(2_000);
    expect(track.all.length).toBeGreaterThanOrEqual(MOST_MARKS / 2);
  });
});

describe('the last one', () => {
  test('is the present, and goes when training goes on within the epoch', () => {
    const track = new CheckpointTrack();
    for (const mark of [markAt(0), markAt(1), markAt(1, 3), markAt(1, 9), markAt(2)]) track.note(mark);
    expect(track.all.map(({ checkpoint }) => checkpoint.step)).toEqual([0, 25, 50]);
    track.note(markAt(2, 5));
    expect(track.all.at(-1)!.checkpoint.batch).toBe(5);
  });

  test('goes back with a run that was rolled back, and forgets what came after', () => {
    const track = new CheckpointTrack();
    for (let epoch = 0; epoch <= 9; epoch++) track.note(markAt(epoch));
    track.note(markAt(4));
    expect(epochsOf(track)).toEqual([0, 1, 2, 3, 4]);
    track.cutAfter(2 * PER_EPOCH);
    expect(epochsOf(track)).toEqual([0, 1, 2]);
  });
});

test('the nearest is found, the earlier of two', () => {
  const track = new CheckpointTrack(5);
  track.note(markAt(0));
  run(track, 8);
  expect(epochsOf(track)).toEqual([0, 2, 4, 6, 8]);
  expect([0, 0.9, 1, 3, 3.1, 7, 99].map((epoch) => track.nearest(epoch)!.checkpoint.epoch)).toEqual([
    0, 0, 0, 2, 4, 6, 8,
  ]);
  expect(new CheckpointTrack().nearest(3)).toBeUndefined();
});

test('a restored track goes on as it was', () => {
  const track = new CheckpointTrack(5);
  track.note(markAt(0));
  run(track, 8);
  const other = new CheckpointTrack(5);
  other.restore(track.all);
  run(other, 40, 8);
  expect(epochsOf(other)).toEqual([0, 16, 32, 40]);
});
