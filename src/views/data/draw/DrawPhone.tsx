/** Drawing on a phone: the map as wide as the screen, under it brushes as large as a thumb, then the rest of the data. */
import { ChevronDown } from 'lucide-react';
import { useLayoutEffect, useRef } from 'react';
import * as data from '#messages/generated/data.ts';
import * as say from '#messages/generated/draw.ts';
import { classCounts } from '#scene/drawing/drawingPicture.ts';
import * as tile from '#messages/generated/drawn.ts';
import { Popover } from '../../controls/Popover.tsx';
import { MetricsTable } from '../../output/MetricsTable.tsx';
import { DataFiles } from '../DataFiles.tsx';
import { InputsPicker } from '../InputsPicker.tsx';
import { SetPicker } from '../SetPicker.tsx';
import { ClassesOfPoints } from './ClassesOfPoints.tsx';
import { DrawNotes } from './DrawNotes.tsx';
import { DrawSurface } from './DrawSurface.tsx';
import { BrushRange, Tools, UndoAndClear, ValueRange } from './DrawToolbar.tsx';
import { FormulaPoints } from './FormulaPoints.tsx';
import { ShareForTraining } from './ShareForTraining.tsx';
import { useDrawing } from './useDrawing.ts';
import './DrawPanel.css';
import './DrawPhone.css';
import './DrawView.css';

export function DrawPhone() {
  const drawing = useDrawing();
  const { spec } = drawing;
  const box = useRef<HTMLDivElement>(null);
  // The page may have been scrolled down to the tile that was chosen.
  useLayoutEffect(() => box.current?.scrollIntoView({ block: 'start' }), []);
  return (
    <div ref={box} className="draw-phone">
      <div className="draw-phone-head">
        <Popover
          className="button-plain draw-sets"
          face={
            <>
              {tile.tile()} <ChevronDown size={14} aria-hidden />
            </>
          }
        >
          {() => (
            <div className="draw-set-list">
              <h3>{data.data()}</h3>
              <SetPicker />
            </div>
          )}
        </Popover>
        <b>{say.points({ count: drawing.count })}</b>
      </div>
      <DrawSurface drawing={drawing} bare />
      <div className="draw-thumbs">
        <Tools drawing={drawing} counts={classCounts(spec)} />
        <UndoAndClear drawing={drawing} />
      </div>
      <div className="draw-ranges">
        {spec.labels === 'values' && <ValueRange drawing={drawing} />}
        <BrushRange drawing={drawing} />
      </div>
      <ShareForTraining />
      <MetricsTable stacked={false} />
      <ClassesOfPoints />
      <DrawNotes />
      <FormulaPoints />
      <InputsPicker />
      <DataFiles />
    </div>
  );
}
