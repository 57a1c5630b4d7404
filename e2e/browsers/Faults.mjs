/** What goes wrong with the files that the server gives, set by a story and forgotten after it. */
export class Faults {
  #faults = [];

  clear() {
    this.#faults = [];
  }

  /**
   * @param {RegExp} file by its path in `dist/`
   * @param {{ status?: number, delayMs?: number, times?: number }} fault `times`: only for so many requests
   * @returns {() => number} how often the file was asked for
   */
  set(file, { times = Infinity, ...what }) {
    const fault = { file, what, left: times, asked: 0 };
    this.#faults.push(fault);
    return () => fault.asked;
  }

  of(path) {
    const fault = this.#faults.find(({ file }) => file.test(path));
    if (!fault) return undefined;
    fault.asked += 1;
    fault.left -= 1;
    return fault.left >= 0 ? fault.what : undefined;
  }
}
