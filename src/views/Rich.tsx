/** A message with marked parts: `Press <kbd>B</kbd> to send`. Marks do not nest. */
import { Fragment, type ReactNode } from 'react';

interface RichProps {
  readonly text: string;
  /** How each mark is drawn; without one it becomes the element of its name, where that is `b`, `em`, `kbd` or `code`. */
  readonly marks?: Readonly<Record<string, (inner: string) => ReactNode>>;
}

const PLAIN = ['b', 'em', 'kbd', 'code'] as const;

export function Rich({ text, marks }: RichProps) {
  const parts = text.split(/<(\w+)>(.*?)<\/\1>/);
  return parts.map((part, i) => {
    // Split by two groups: text, name, inner, text, name, inner …
    if (i % 3 === 0) return <Fragment key={i}>{part}</Fragment>;
    if (i % 3 === 2) return null;
    const inner = parts[i + 1]!;
    const Element = PLAIN.find((name) => name === part);
    return (
      <Fragment key={i}>{marks?.[part]?.(inner) ?? (Element ? <Element>{inner}</Element> : inner)}</Fragment>
    );
  });
}
