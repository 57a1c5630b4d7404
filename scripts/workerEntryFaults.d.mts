export function workerEntryFaults(modules: ReadonlyMap<string, string>): string[];
