export const ONE_FILE: string;
