/**
 * Lets waiting messages in between two dispatches. A MessageChannel comes round in microseconds, where a timer is held
 * back to 4 ms and an animation frame stops in a hidden tab.
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
