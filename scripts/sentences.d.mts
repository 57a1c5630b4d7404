export interface Sentence {
  readonly file: string;
  readonly line: number;
  readonly text: string;
}
export function sentencesIn(file: string, code?: string): readonly Sentence[];
export function filesToRead(): readonly string[];
