/** The plot area of a picture, in CSS pixels of its canvas: what lies within the axes. */
export interface Frame {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}
