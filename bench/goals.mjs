/** What each row must reach: [contender, at least, times this one]. */
export const GOALS = {
  small: [
    ['fanout-wasm', 15, 'scalar'],
    ['fanout-wasm', 500, 'fit-wasm'],
    ['fanout-webgpu', 50, 'fit-webgpu'],
    ['product-wasm', 15, 'scalar'],
    ['product-wasm', 0.8, 'fanout-wasm'],
    ['product-webgpu', 0.8, 'fanout-webgpu'],
  ],
  deep: [
    ['fanout-wasm', 15, 'scalar'],
    ['fanout-wasm', 150, 'fit-wasm'],
    ['fanout-webgpu', 50, 'fit-webgpu'],
    ['product-wasm', 25, 'scalar'],
    ['product-wasm', 0.8, 'fanout-wasm'],
    ['product-webgpu', 0.8, 'fanout-webgpu'],
  ],
  digits: [
    ['fanout-wasm', 3.5, 'jax-wasm'],
    ['fanout-wasm', 10, 'fit-wasm'],
    ['fanout-webgpu', 4, 'fit-webgpu'],
    ['fanout-webgpu', 2, 'jax-webgpu'],
    ['product-wasm', 4, 'jax-wasm'],
    ['product-wasm', 0.8, 'fanout-wasm'],
    ['product-webgpu', 0.8, 'fanout-webgpu'],
  ],
  inference: [
    ['fanout-wasm', 8, 'tfjs-wasm'],
    ['fanout-wasm', 2, 'ort-wasm'],
    ['fanout-webgpu', 40, 'tfjs-webgpu'],
    ['fanout-webgpu', 1.5, 'ort-webgpu'],
    ['product-wasm', 0.8, 'fanout-wasm'],
    ['product-webgpu', 0.8, 'fanout-webgpu'],
  ],
};

export const SCALE_WORKS = ['scale-100', 'scale-1k', 'scale-10k', 'scale-100k', 'scale-1M'];
export const SCALE_CONTENDERS = ['fanout-wasm', 'fanout-webgpu'];

export const medianOf = (numbers) => {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length % 2 ? sorted[Math.floor(middle)] : (sorted[middle - 1] + sorted[middle]) / 2;
};

export const mediansOf = (rates) =>
  Object.fromEntries(
    Object.entries(rates)
      .filter(([, measured]) => measured.length)
      .map(([name, measured]) => [name, medianOf(measured)]),
  );

export const goalsOf = (work, medians) =>
  (GOALS[work] ?? [])
    .filter(([who, , whom]) => medians[who] && medians[whom])
    .map(([who, atLeast, whom]) => ({ who, whom, atLeast, ratio: medians[who] / medians[whom] }));

/** Time per sample and parameter of each size, as a multiple of the smallest size's: it must not grow beyond 1. */
export function scaleOf(works) {
  return SCALE_CONTENDERS.map((who) => {
    const sizes = SCALE_WORKS.flatMap((name) => {
      const rate = works[name]?.medians[who];
      if (!rate) return [];
      const { parameters, samples } = works[name];
      return [{ parameters, nsPerSampleAndParameter: 1e9 / (rate * samples * parameters) }];
    });
    return {
      who,
      sizes: sizes.map((size) => ({
        ...size,
        timesSmallest: size.nsPerSampleAndParameter / sizes[0].nsPerSampleAndParameter,
      })),
    };
  }).filter(({ sizes }) => sizes.length > 1);
}
