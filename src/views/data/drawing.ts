/** What drawing and formulas need of the screen, as one file to fetch: none of it belongs to the first picture. */
export { DrawPanel } from './draw/DrawPanel.tsx';
export { DrawPhone } from './draw/DrawPhone.tsx';
export { DrawView } from './draw/DrawView.tsx';
export { FormulaInput } from './formula/FormulaInput.tsx';
export { FormulaPanel } from './formula/FormulaPanel.tsx';
