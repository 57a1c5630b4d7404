/** A name that files, Python modules and servers accept: a letter, then letters, digits and _, all small. */
export function modelName(title: string): string {
  const name = title
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\p{M}+/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '')
    .slice(0, LONGEST)
    .replace(/_+$/, '');
  if (name === '') return 'network';
  const whole = /^[a-z]/.test(name) ? name : `n_${name}`.slice(0, LONGEST);
  return KEYWORDS.has(whole) ? `${whole}_model` : whole;
}

const LONGEST = 40;
/** Words of Python and Go, and modules that a file of this name would hide. */
const KEYWORDS: ReadonlySet<string> = new Set(
  (
    'and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or ' +
    'pass raise return try while with yield case chan const default defer fallthrough func go goto interface map package range select ' +
    'struct switch type var main keras torch numpy safetensors tensorflow json math random data train golden model weights index test'
  ).split(' '),
);
