/**
 * One animation frame for all of the page's work, in two phases: feeds notify, then canvases draw. A callback that is requested inside
 * a frame runs in the next one, so with a frame each every chart would be a frame late.
 */
let notifications: (() => void)[] = [];
let draws: (() => void)[] = [];
let isAsked = false;
let isNotifying = false;

/** @param notify may request draws, which run in the same frame */
export function notifyInFrame(notify: () => void): void {
  notifications.push(notify);
  ask();
}

/** Runs after all notifications of the frame. */
export function drawAfterNotify(draw: () => void): void {
  draws.push(draw);
  if (!isNotifying) ask();
}

function ask(): void {
  if (isAsked) return;
  isAsked = true;
  requestAnimationFrame(run);
}

function run(): void {
  isAsked = false;
  const due = notifications;
  notifications = [];
  isNotifying = true;
  for (const notify of due) safely(notify);
  isNotifying = false;
  const drawn = draws;
  draws = [];
  for (const draw of drawn) safely(draw);
}

/** An exception does not stop the others. */
function safely(work: () => void): void {
  try {
    work();
  } catch (error) {
    reportError(error);
  }
}
