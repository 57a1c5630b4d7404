/**
 * Yields to the event loop between dispatches, so that waiting messages are handled. A MessageChannel returns within
 * microseconds; timers are clamped to 4 ms, and animation frames stop in a hidden tab.
 */
const channel = new MessageChannel();
const waiting: (() => void)[] = [];
channel.port1.addEventListener('message', () => waiting.shift()?.());
channel.port1.start();

export function yieldToMessages(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve);
    channel.port2.postMessage(null);
  });
}
