/** How many points there are of each class, or the range of their values; two to four classes, or values instead. */
import { drawnPoints, withClasses, withLabels } from '#experiment/drawnPoints.ts';
import { LIMITS } from '#experiment/limits.ts';
import * as say from '#messages/generated/draw.ts';
import { countText, fixedText } from '#messages/numberText.ts';
import { classCounts } from '#scene/drawing/drawingPicture.ts';
import { hint } from '../../hint/hint.ts';
import { ClassMark } from './ClassMark.tsx';
import { useDrawn } from './useDrawing.ts';

export function ClassesOfPoints() {
  const { spec, classes, change } = useDrawn();
  const isValues = spec.labels === 'values';
  const { max, min } = LIMITS.drawnClasses;
  const [last = '', before = ''] = classes.toReversed();
  return (
    <div className="draw-classes">
      {isValues ? (
        <ValueRow values={drawnPoints(spec).map(([, , value]) => value)} />
      ) : (
        <ul>
          {classCounts(spec).map((count, index) => (
            <li key={index}>
              <ClassMark index={index} classes={classes.length} />
              <span>{say.classBrush({ name: classes[index] ?? '' })}</span>
              <b>{countText(count)}</b>
            </li>
          ))}
        </ul>
      )}
      <div className="draw-links">
        {!isValues && spec.classes < max && (
          <button
            type="button"
            className="link-button"
            onClick={() => change((now) => withClasses(now, now.classes + 1))}
          >
            {say.addClass()}
          </button>
        )}
        {!isValues && spec.classes > min && (
          <button
            type="button"
            className="link-button"
            {...hint(say.removeClassHint({ name: before }))}
            onClick={() => change((now) => withClasses(now, now.classes - 1))}
          >
            {say.removeClass({ name: last })}
          </button>
        )}
        <button
          type="button"
          className="link-button"
          onClick={() => change((now) => withLabels(now, isValues ? 'classes' : 'values'))}
        >
          {isValues ? say.classesInstead() : say.valuesInstead()}
        </button>
      </div>
    </div>
  );
}

function ValueRow({ values }: { readonly values: readonly number[] }) {
  const [from, to] = [Math.min(...values), Math.max(...values)];
  return (
    <p className="draw-values">
      <span>{say.valueRange()}</span>
      <b>
        {values.length === 0
          ? say.noValues()
          : say.fromTo({ from: fixedText(from, 1), to: fixedText(to, 1) })}
      </b>
    </p>
  );
}
