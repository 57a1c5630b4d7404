export interface PackedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly isCompressed?: boolean;
}

export interface PageParts {
  readonly html: string;
  readonly css: string;
  readonly icon: string;
  readonly early: string;
  readonly loader: string;
  readonly entry: string;
  readonly files: readonly PackedFile[];
}

export function packPage(parts: PageParts): string;
