export const HELD_IN_ONE_FILE: Readonly<Record<'train' | 'test' | 'most' | 'default', number>>;
