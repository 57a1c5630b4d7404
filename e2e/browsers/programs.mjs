/** Programs that a test starts and ends: never any other. */

/** Waits until the program has printed what says that it is up, and returns the match. */
export function startProgram(program, ready, limitMs = 60_000) {
  return new Promise((resolve, reject) => {
    let printed = '';
    const fail = (why) => {
      program.kill('SIGKILL');
      reject(new Error(`${program.spawnfile} ${why}: ${printed.slice(-500)}`));
    };
    const timer = setTimeout(() => fail(`did not start within ${limitMs / 1000} s`), limitMs);
    // Once it is up these change nothing any more: the promise is settled.
    program.on('error', (error) => fail(error.message));
    program.on('exit', (code) => fail(`ended with ${code}`));
    for (const stream of [program.stdout, program.stderr]) {
      stream?.on('data', (bytes) => {
        printed = (printed + bytes).slice(-5_000);
        const match = ready.exec(printed);
        if (!match) return;
        clearTimeout(timer);
        resolve(match);
      });
    }
  });
}

/** Asks it to end, and ends it where it does not within two seconds. */
export function stopProgram(program) {
  return new Promise((resolve) => {
    if (program.exitCode !== null || program.signalCode !== null) return resolve();
    const timer = setTimeout(() => program.kill('SIGKILL'), 2_000);
    program.on('exit', () => {
      clearTimeout(timer);
      resolve();
    });
    program.kill('SIGTERM');
  });
}
