export function firstPictureFiles(html: string): string[];
