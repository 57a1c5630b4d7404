/** Answers of a load since the last progress message, as columns that move to the page. */
import type { LoadAnswers } from '../../wire/load.ts';

export class AnswerColumns {
  private readonly width: number;
  private count = 0;
  private rowIndexes = new Uint32Array(256);
  private requestIds = new Float64Array(256);
  private outcomes = new Uint8Array(256);
  private latencyMs = new Float32Array(256);
  private outputs: Float32Array;

  /** @param width outputs of the network. */
  constructor(width: number) {
    this.width = width;
    this.outputs = new Float32Array(256 * width);
  }

  /** `row` of `outputs` [count, outputsWidth] is the answer; zeros are kept where it is of another network. */
  add(
    id: number,
    rowIndex: number,
    outcome: number,
    latencyMs: number,
    outputs: Float32Array,
    row: number,
    outputsWidth: number,
  ): void {
    if (this.count === this.outcomes.length) this.grow();
    const index = this.count++;
    const { width } = this;
    this.rowIndexes[index] = rowIndex;
    this.requestIds[index] = id;
    this.outcomes[index] = outcome;
    this.latencyMs[index] = latencyMs;
    for (let unit = 0; unit < width; unit += 1) {
      this.outputs[index * width + unit] = outputsWidth === width ? (outputs[row * width + unit] ?? 0) : 0;
    }
  }

  /** Takes out what has gathered. */
  take(): LoadAnswers {
    const { count } = this;
    this.count = 0;
    return {
      rowIndexes: this.rowIndexes.slice(0, count),
      requestIds: this.requestIds.slice(0, count),
      outcomes: this.outcomes.slice(0, count),
      outputs: this.outputs.slice(0, count * this.width),
      latencyMs: this.latencyMs.slice(0, count),
    };
  }

  private grow(): void {
    const capacity = this.outcomes.length * 2;
    const { rowIndexes, requestIds, outcomes, latencyMs, outputs } = this;
    this.rowIndexes = new Uint32Array(capacity);
    this.rowIndexes.set(rowIndexes);
    this.requestIds = new Float64Array(capacity);
    this.requestIds.set(requestIds);
    this.outcomes = new Uint8Array(capacity);
    this.outcomes.set(outcomes);
    this.latencyMs = new Float32Array(capacity);
    this.latencyMs.set(latencyMs);
    this.outputs = new Float32Array(capacity * this.width);
    this.outputs.set(outputs);
  }
}

/** The buffers of answers, to move them instead of copying them. */
export const answerBuffers = (answers: LoadAnswers): ArrayBuffer[] =>
  [
    answers.rowIndexes.buffer,
    answers.requestIds.buffer,
    answers.outcomes.buffer,
    answers.outputs.buffer,
    answers.latencyMs.buffer,
  ] as ArrayBuffer[];
