/** How many steps fit into a time, from the steps that were made. */
const FIRST_STEPS = 4;
/** A single fast dispatch says little. */
const GROWTH = 8;

export class StepPace {
  private steps = FIRST_STEPS;
  private perMs = 0;

  /** Steps for about `budgetMs`, at least one and no more than remain. */
  next(budgetMs: number, remaining: number): number {
    const fitting = this.perMs > 0 ? Math.min(this.perMs * budgetMs, this.steps * GROWTH) : FIRST_STEPS;
    return Math.max(1, Math.min(remaining, Math.floor(fitting)));
  }

  took(steps: number, ms: number): void {
    this.steps = steps;
    this.perMs = steps / Math.max(ms, 0.01);
  }
}
