export function pseudo(tokens: readonly unknown[]): readonly unknown[];
