/** Test support: generates any sweep that the schema takes, for property tests of links and stores. */
import fc from 'fast-check';
import { LIMITS } from '../limits.ts';
import { SWEEP_METHODS, type SweepSpec } from '../sweepSpec.ts';

interface Range {
  readonly min: number;
  readonly max: number;
}
const real = ({ min, max }: Range) => fc.double({ min, max, noNaN: true }).map((value) => value + 0);
const whole = ({ min, max }: Range) => fc.integer({ min, max });

export const arbitrarySweep: fc.Arbitrary<SweepSpec> = fc.record({
  over: fc.array(
    fc.record({
      path: fc.string({ minLength: 1, maxLength: LIMITS.sweepPath }),
      values: fc.array(fc.oneof(fc.string({ maxLength: 8 }), real({ min: -9, max: 9 })), {
        minLength: 1,
        maxLength: 9,
      }),
    }),
    { maxLength: LIMITS.sweepFields },
  ),
  method: fc.constantFrom(...SWEEP_METHODS),
  samples: whole(LIMITS.sweepNetworks),
  seed: whole(LIMITS.seed),
  starts: whole(LIMITS.sweepNetworks),
  epochs: whole(LIMITS.stopEpochs),
  seconds: real(LIMITS.stopSeconds),
  testLoss: real(LIMITS.stopLoss),
  lottery: fc.record({
    networks: whole(LIMITS.sweepNetworks),
    firstSeed: whole(LIMITS.seed),
    epochs: whole({ min: 1, max: LIMITS.stopEpochs.max }),
    solvedBelow: real(LIMITS.stopLoss),
  }),
});
