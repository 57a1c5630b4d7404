/** Legend of the points: shape and colour of each class, and the hollow mark of test points. */
import * as say from '#messages/generated/output.ts';

const FORMS = ['circle', 'diamond', 'square', 'triangle'] as const;

interface PointKeyProps {
  readonly classes: readonly string[];
}

export function PointKey({ classes }: PointKeyProps) {
  if (classes.length === 0) return <span className="point-key">{say.dashedEdge()}</span>;
  const isBinary = classes.length === 2;
  return (
    <span className="point-key">
      {classes.map((name, k) => (
        <span key={name}>
          <PointMark index={k} classes={classes.length} />
          {name}
        </span>
      ))}
      <span>
        <Mark form="circle" color={isBinary ? 'var(--class-pos)' : 'var(--ink-2)'} hollow />
        {say.testPoints()}
      </span>
    </span>
  );
}

interface PointMarkProps {
  readonly index: number;
  /** How many there are. */
  readonly classes: number;
  readonly sizePx?: number;
}

/** The mark of a class, as its points on the map have it. */
export function PointMark({ index, classes, sizePx = 10 }: PointMarkProps) {
  const isBinary = classes === 2;
  return (
    <Mark
      form={isBinary ? (index === 0 ? 'diamond' : 'circle') : (FORMS[index % FORMS.length] ?? 'circle')}
      color={
        isBinary ? `var(--class-${index === 0 ? 'neg' : 'pos'})` : `var(--class-${'abcd'[index % 4] ?? 'a'})`
      }
      sizePx={sizePx}
    />
  );
}

interface MarkProps {
  readonly form: (typeof FORMS)[number];
  readonly color: string;
  readonly hollow?: boolean;
  readonly sizePx?: number;
}

function Mark({ form, color, hollow = false, sizePx = 10 }: MarkProps) {
  const style = hollow ? { fill: 'var(--surface)', stroke: color, strokeWidth: 1.5 } : { fill: color };
  return (
    <svg width={sizePx} height={sizePx} viewBox="-5 -5 10 10" aria-hidden>
      {form === 'circle' && <circle r={hollow ? 3 : 3.4} {...style} />}
      {form === 'diamond' && <path d="M0-4.2 4.2 0 0 4.2-4.2 0Z" {...style} />}
      {form === 'square' && <rect x="-3.2" y="-3.2" width="6.4" height="6.4" {...style} />}
      {form === 'triangle' && <path d="M0-4.2 4.2 3.4H-4.2Z" {...style} />}
    </svg>
  );
}
