import { describe, expect, it, vi } from 'vitest';
import { keepOffline } from './keepOffline.ts';

class FakeWorker extends EventTarget {
  state = 'installing';
  become(state: string): void {
    this.state = state;
    this.dispatchEvent(new Event('statechange'));
  }
}

class FakeRegistration extends EventTarget {
  waiting: FakeWorker | null = null;
  installing: FakeWorker | null = null;
  update = () => Promise.resolve();
  find(): FakeWorker {
    this.installing = new FakeWorker();
    this.dispatchEvent(new Event('updatefound'));
    return this.installing;
  }
}

function offline(registration: FakeRegistration, isControlled: boolean) {
  const register = vi.fn(() => Promise.resolve(registration));
  const container = { register, controller: isControlled ? {} : null };
  return container as unknown as ServiceWorkerContainer & { register: typeof register };
}

describe('keepOffline', () => {
  it('fetches the first version without a word', async () => {
    const registration = new FakeRegistration();
    const container = offline(registration, false);
    const offer = vi.fn();
    await keepOffline(container, offer);
    registration.find().become('installed');
    expect(container.register).toHaveBeenCalledExactlyOnceWith('./sw.js', { updateViaCache: 'none' });
    expect(offer).not.toHaveBeenCalled();
  });

  it('offers a new version once it is fetched, not when it begins or takes over', async () => {
    const registration = new FakeRegistration();
    const offer = vi.fn();
    await keepOffline(offline(registration, true), offer);
    const found = registration.find();
    expect(offer).not.toHaveBeenCalled();
    found.become('installed');
    expect(offer).toHaveBeenCalledOnce();
    found.become('activated');
    expect(offer).toHaveBeenCalledOnce();
  });

  it('offers one that has been waiting since an earlier visit', async () => {
    const registration = new FakeRegistration();
    registration.waiting = new FakeWorker();
    registration.waiting.state = 'installed';
    const offer = vi.fn();
    await keepOffline(offline(registration, true), offer);
    expect(offer).toHaveBeenCalledOnce();
  });

  it('does without where the browser refuses', async () => {
    const container = {
      register: () => Promise.reject(new Error('no')),
    } as unknown as ServiceWorkerContainer;
    await expect(keepOffline(container, vi.fn())).resolves.toBeUndefined();
  });
});
