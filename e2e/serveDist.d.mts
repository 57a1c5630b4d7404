interface Fault {
  readonly status?: number;
  readonly delayMs?: number;
}

export function serveDist(
  port: number,
  faultOf?: (path: string) => Fault | undefined,
  caching?: string,
  dist?: string,
): Promise<{ readonly address: string; close(): void }>;

export function isBuilt(): boolean;
