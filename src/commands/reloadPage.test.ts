import { describe, expect, it, vi } from 'vitest';
import { reloadPage } from './reloadPage.ts';

/** As much of a service worker's container as is used. */
function container(waiting: { postMessage: (message: unknown) => void } | null) {
  const events = new EventTarget();
  return Object.assign(events, {
    getRegistration: () => Promise.resolve({ waiting } as ServiceWorkerRegistration),
  }) as unknown as ServiceWorkerContainer;
}

describe('reloadPage', () => {
  it('reloads at once where no version waits, or nothing is kept for use offline', async () => {
    for (const kept of [container(null), null]) {
      const reload = vi.fn();
      await reloadPage(kept, reload);
      expect(reload).toHaveBeenCalledOnce();
    }
  });

  it('lets a waiting version take over first, and reloads when it has', async () => {
    const reload = vi.fn();
    const postMessage = vi.fn();
    const kept = container({ postMessage });
    await reloadPage(kept, reload);
    expect(postMessage).toHaveBeenCalledExactlyOnceWith({ type: 'SKIP_WAITING' });
    expect(reload).not.toHaveBeenCalled();
    kept.dispatchEvent(new Event('controllerchange'));
    kept.dispatchEvent(new Event('controllerchange'));
    expect(reload).toHaveBeenCalledOnce();
  });

  it('reloads where the browser refuses to look', async () => {
    const reload = vi.fn();
    const broken = { ...container(null), getRegistration: () => Promise.reject(new Error('blocked')) };
    await reloadPage(broken as unknown as ServiceWorkerContainer, reload);
    expect(reload).toHaveBeenCalledOnce();
  });
});
