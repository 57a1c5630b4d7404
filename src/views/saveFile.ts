/** Hands a file to the browser, which saves it as downloads are saved. */
export function saveFile(content: Blob, name: string): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken the content by the next task; Safari needs a little longer.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
