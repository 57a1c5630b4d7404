/** The Data region while points are drawn: classes or values, the share for training and points from a formula. */
import { ClassesOfPoints } from './ClassesOfPoints.tsx';
import { DrawNotes } from './DrawNotes.tsx';
import { FormulaPoints } from './FormulaPoints.tsx';
import { ShareForTraining } from './ShareForTraining.tsx';
import './DrawPanel.css';

export function DrawPanel() {
  return (
    <>
      <ClassesOfPoints />
      <ShareForTraining />
      <DrawNotes />
      <FormulaPoints />
    </>
  );
}
