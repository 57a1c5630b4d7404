/** What is wrong with a run before anything is measured: its samples, and whether its loss went beyond all use. */
import { dataAdvice } from '#data/dataAdvice.ts';
import type { PreparedData } from '#data/PreparedData.ts';
import type { Failure } from '#messages/Failure.ts';

export class Advice {
  /** About the samples; null where nothing is wrong with them. Why a run went as it did is told by `diagnoses/`. */
  present: Failure | null = null;
  /** Generation of the session whose last run ended because its loss was beyond all use. */
  divergedAt = -1;

  update(data: PreparedData): void {
    this.present = dataAdvice(data);
  }
}
