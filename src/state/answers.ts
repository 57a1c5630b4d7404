/**
 * What a load has answered, gathered for the pictures: the newest answer of each row of the pool, the last answers in
 * order of completion, and every latency. Blocks of answers come in; `answersFeed` and `latencyFeed` go out.
 */
import { OUTCOMES } from '../trace/outcomes.ts';
import type { LoadAnswers } from '../wire/load.ts';
import { answersFeed, latencyFeed, type Answers } from './feeds.ts';

/** Answers that are kept in order: as many tiles as a large screen shows. */
const RECENT = 400;

export interface Pool {
  /** [count, rawWidth] */
  readonly rawRows: Float32Array;
  readonly rawWidth: number;
  /** [count]: class index, −1 where unknown. */
  readonly labels: Float32Array;
  readonly outputUnits: number;
}

export interface AnswerBook {
  /** A new load on this pool: nothing answered yet. */
  begin(pool: Pool): void;
  add(answers: LoadAnswers, elapsedMs: number): void;
}

export function createAnswerBook(): AnswerBook {
  let book: Answers | null = null;
  let elapsed = new Float32Array(0);
  let latency = new Float32Array(0);
  let rows = new Uint32Array(0);
  let okCount = 0;

  function record(row: number, elapsedMs: number, latencyMs: number): void {
    if (okCount === latency.length) {
      elapsed = grown(elapsed, new Float32Array(okCount * 2));
      latency = grown(latency, new Float32Array(okCount * 2));
      rows = grown(rows, new Uint32Array(okCount * 2));
    }
    rows[okCount] = row;
    elapsed[okCount] = elapsedMs;
    latency[okCount] = latencyMs;
    okCount += 1;
  }

  return {
    begin({ rawRows, rawWidth, labels, outputUnits }) {
      const outputs = new Float32Array(labels.length * outputUnits).fill(NaN);
      book = { rawRows, rawWidth, labels, outputs, outputUnits, recent: [], delivered: 0 };
      elapsed = new Float32Array(1024);
      latency = new Float32Array(1024);
      rows = new Uint32Array(1024);
      okCount = 0;
      answersFeed.publish(book);
      latencyFeed.publish({ count: 0, rows, elapsedMs: elapsed, latencyMs: latency });
    },
    add(answers, elapsedMs) {
      if (!book) return;
      const { outputUnits, outputs } = book;
      const count = answers.rowIndexes.length;
      const fresh: Answers['recent'][number][] = [];
      for (let i = 0; i < count; i++) {
        const row = answers.rowIndexes[i]!;
        const outcome = answers.outcomes[i]!;
        const output = answers.outputs.subarray(i * outputUnits, (i + 1) * outputUnits);
        if (OUTCOMES[outcome] === 'ok') {
          outputs.set(output, row * outputUnits);
          record(row, elapsedMs, answers.latencyMs[i]!);
        }
        if (i < count - RECENT) continue;
        const id = answers.requestIds[i]!;
        fresh.push({ row, id, outcome, latencyMs: answers.latencyMs[i]!, output: Array.from(output) });
      }
      book = {
        ...book,
        recent: [...book.recent, ...fresh].slice(-RECENT),
        delivered: book.delivered + count,
      };
      answersFeed.publish(book);
      latencyFeed.publish({ count: okCount, rows, elapsedMs: elapsed, latencyMs: latency });
    },
  };
}

function grown<T extends Float32Array | Uint32Array>(array: T, larger: T): T {
  larger.set(array);
  return larger;
}
