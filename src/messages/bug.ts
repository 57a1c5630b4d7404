/** An error that only wrong code can cause: it names the mistake for who reads the stack, and is in no catalogue. */
export const bug = (message: string): Error => new Error(`Bug: ${message}`);
