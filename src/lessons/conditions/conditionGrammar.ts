/**
 * The grammar of conditions in the library (jsep, which parses and never runs anything). It keeps operators and hooks in static fields of its
 * class, which formulas have set for themselves: those of conditions stand there only while a condition is read.
 */
import jsep from 'jsep';

/** A node of the library's tree, with its place. */
export type Node = jsep.Expression & { readonly at?: number };

interface Grammar {
  binary_ops: Record<string, number>;
  unary_ops: Record<string, number>;
  literals: Record<string, boolean>;
  right_associative: Set<string>;
  additional_identifier_chars: Set<string>;
  max_binop_len: number;
  max_unop_len: number;
  hooks: unknown;
}

type Scope = jsep.HookScope;
const { Jsep } = jsep as unknown as { readonly Jsep: (new (text: string) => Scope) & Grammar };

const OPERATORS = {
  or: 1,
  '||': 1,
  and: 2,
  '&&': 2,
  '==': 6,
  '!=': 6,
  '<': 7,
  '>': 7,
  '<=': 7,
  '>=': 7,
  '+': 9,
  '-': 9,
  '*': 10,
  '/': 10,
};

const GRAMMAR: Grammar = {
  binary_ops: OPERATORS,
  unary_ops: { '-': 1 },
  literals: { true: true, false: false },
  right_associative: new Set(),
  additional_identifier_chars: new Set(),
  max_binop_len: 3,
  max_unop_len: 1,
  hooks: {},
};

/** Names, numbers and texts keep their place: what is wrong with them is found only once the tree is there. */
class Parser extends Jsep {
  override gobbleIdentifier = this.placed(() => super.gobbleIdentifier());
  override gobbleNumericLiteral = this.placed(() => super.gobbleNumericLiteral());
  override gobbleStringLiteral = this.placed(() => super.gobbleStringLiteral());

  private placed(read: () => jsep.PossibleExpression): () => jsep.PossibleExpression {
    return () => {
      const at = this.index;
      return { ...read()!, at };
    };
  }
}

/**
 * One expression.
 * @returns its tree, null where nothing stands, and the place behind it
 * @throws the library's error, with `index`
 */
export function readExpression(text: string): { readonly node: Node | null; readonly end: number } {
  const own = Object.keys(GRAMMAR) as (keyof Grammar)[];
  const kept = Object.fromEntries(own.map((key) => [key, Jsep[key]]));
  Object.assign(Jsep, GRAMMAR);
  try {
    const parser = new Parser(text);
    const node = parser.gobbleExpression() as Node | undefined;
    return { node: node ?? null, end: parser.index };
  } finally {
    Object.assign(Jsep, kept);
  }
}
