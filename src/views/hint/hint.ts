/** Tooltip text of a control, shown by `showHints.ts`. */

export interface HintProps {
  readonly 'data-hint'?: string;
}

/** For the props of a control: `<button {...hint('Undo')}>`. Its name for screen readers is `aria-label`, as ever. */
export const hint = (text: string | undefined): HintProps => (text ? { 'data-hint': text } : {});
