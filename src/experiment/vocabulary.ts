/**
 * Every name that an Experiment may hold, besides those of the mathematics (`nn/vocabulary.ts`), data sets
 * (`datasets/registry.ts`), batching policies (`batching/registry.ts`), panes
 * (`labPanes.ts`) and tabs (`dockTabs.ts`). Schema, menus and
 * exporters read these lists, so that the compiler names what a new one lacks.
 */

/** Engineered inputs of the 2-D sets, in the order in which the network sees them. */
export const FEATURES = ['x1', 'x2', 'x1^2', 'x2^2', 'x1*x2', 'sin(x1)', 'sin(x2)'] as const;
export type Feature = (typeof FEATURES)[number];

/** What the samples of somebody's own data carry. */
export const LABEL_KINDS = ['classes', 'values'] as const;

/** Request patterns: one at a time; many at once, each its own batch; many at once, batched. */
export const PATTERNS = ['oneByOne', 'unbatched', 'batched'] as const;
export type Pattern = (typeof PATTERNS)[number];

/** What becomes of a request that has waited too long: it ends, or it goes behind all that have not. */
export const TIMEOUT_ACTIONS = ['reject', 'delay'] as const;

/** The next request is sent at the end of the last one (closed loop), or by a schedule (open loop). */
export const LOAD_MODES = ['closed', 'open'] as const;

/**
 * Schedule of an open loop: Poisson; even gaps; one burst per second; a rate that rises from 0 over the run; the arrivals of an
 * earlier run, or drawn ones.
 */
export const ARRIVALS = ['poisson', 'constant', 'bursts', 'ramp', 'recorded'] as const;
export type Arrivals = (typeof ARRIVALS)[number];

export const DEVICE_NAMES = ['webgpu', 'wasm', 'cpu'] as const;
export type DeviceName = (typeof DEVICE_NAMES)[number];
