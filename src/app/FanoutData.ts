/** The part of the scripting interface for data of one's own. Guide: docs/scripting.md; see `Fanout.ts` for what holds for all calls. */

/** A drawn point: x1, x2, and a class index or a value from −1 to 1. */
export type PointTuple = readonly [x1: number, x2: number, label: number];

export interface InputReport {
  name: string;
  /** As in `data.features`, or the column. */
  text: string;
  /** Range over the plane, or over the training part of a table, before scaling. */
  min: number;
  max: number;
  /** What is subtracted and divided by; 0 and 1 where the input enters as it is. */
  mean: number;
  deviation: number;
  /** Share of the reference on which a formula has no number. */
  missing: number;
}

export interface FanoutData {
  /**
   * The drawn points, in the order in which they were put; none where the data are not drawn. Synchronous.
   * @example fanout.data.points().length
   */
  points(): PointTuple[];

  /**
   * Puts points in; the data become drawn ones if they are not. One undo step.
   * @param points beyond the edge of the plane they are put on it
   * @returns how many were put: there is room for 2,000
   * @throws for a number that is not finite
   * @example await fanout.data.add([[1, 2, 0], [-1, 0.5, 1]])
   */
  add(points: readonly PointTuple[]): Promise<number>;

  /**
   * Takes out the points within a radius. One undo step.
   * @param circle its centre and radius
   * @returns how many were taken out
   * @example await fanout.data.erase({ x1: 0, x2: 0, radius: 1 })
   */
  erase(circle: { x1: number; x2: number; radius: number }): Promise<number>;

  /**
   * Moves the point of an index of `points()`. One undo step.
   * @param index from 0
   * @throws where there is no such point
   * @example await fanout.data.move(0, { x1: 3, x2: 3 })
   */
  move(index: number, to: { x1: number; x2: number }): Promise<void>;

  /**
   * Gives the points within a radius another class or value. One undo step.
   * @param circle its centre and radius, and the new label
   * @returns how many there are within it
   * @example await fanout.data.relabel({ x1: 0, x2: 0, radius: 1, label: 1 })
   */
  relabel(circle: { x1: number; x2: number; radius: number; label: number }): Promise<number>;

  /**
   * Takes out all drawn points. One undo step.
   * @example await fanout.data.clear()
   */
  clear(): Promise<void>;

  /**
   * The inputs of the network: names, formulas, ranges and how they are scaled.
   * @example (await fanout.data.inputs()).map(({ name, min, max }) => `${name}: ${min} to ${max}`)
   */
  inputs(): Promise<InputReport[]>;

  /**
   * All samples as CSV, those of the training part first: columns before features and scaling, the class or value, and the part. Cells
   * that a spreadsheet would take for a formula begin with an apostrophe.
   * @throws for images, whose pixels make no table
   * @example console.log(await fanout.data.csv())
   */
  csv(): Promise<string>;
}
