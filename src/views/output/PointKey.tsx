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
          <Mark
            form={isBinary ? (k === 0 ? 'diamond' : 'circle') : (FORMS[k % FORMS.length] ?? 'circle')}
            color={
              isBinary ? `var(--class-${k === 0 ? 'neg' : 'pos'})` : `var(--class-${'abcd'[k % 4] ?? 'a'})`
            }
          />
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

interface MarkProps {
  readonly form: (typeof FORMS)[number];
  readonly color: string;
  readonly hollow?: boolean;
}

function Mark({ form, color, hollow = false }: MarkProps) {
  const style = hollow ? { fill: 'var(--surface)', stroke: color, strokeWidth: 1.5 } : { fill: color };
  return (
    <svg width="10" height="10" viewBox="-5 -5 10 10" aria-hidden>
      {form === 'circle' && <circle r={hollow ? 3 : 3.4} {...style} />}
      {form === 'diamond' && <path d="M0-4.2 4.2 0 0 4.2-4.2 0Z" {...style} />}
      {form === 'square' && <rect x="-3.2" y="-3.2" width="6.4" height="6.4" {...style} />}
      {form === 'triangle' && <path d="M0-4.2 4.2 3.4H-4.2Z" {...style} />}
    </svg>
  );
}
