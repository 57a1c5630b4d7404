/** Images as they were downloaded: bytes, a quarter of the memory of floats, in the order of their files. */
export interface ImagePart {
  readonly count: number;
  /** [count, side·side], 0 is paper and 255 is ink. */
  readonly pixels: Uint8Array;
  /** [count]: class index. */
  readonly labels: Uint8Array;
}

export interface ImageSource {
  readonly side: number;
  readonly train: ImagePart;
  readonly test: ImagePart;
}
