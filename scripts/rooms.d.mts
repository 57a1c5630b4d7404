interface Room {
  /** Rooms that it may import besides itself. */
  readonly imports: readonly string[];
  /** What to do instead of importing another. */
  readonly message: string;
}

export const ROOMS: Readonly<Record<string, Room>>;
