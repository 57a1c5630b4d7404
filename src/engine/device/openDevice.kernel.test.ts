import { engine, getBackend, tensor1d } from '@tensorflow/tfjs-core';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { DEVICE_NAMES } from '#experiment/vocabulary.ts';
import { DeviceError, openDevice, openNamedDevice } from './openDevice.ts';
import { SELF_TEST_BOUND } from './selfTest.ts';

const baseUrl = location.href;

afterEach(() => {
  vi.restoreAllMocks();
});

describe('openNamedDevice', () => {
  it.each(DEVICE_NAMES)('%s opens, passes its self-test and leaves no tensor behind', async (name) => {
    const device = await openNamedDevice(name, { baseUrl });
    expect(getBackend()).toBe(name);
    expect(device.report).toMatchObject({ name, works: true, software: true });
    expect(device.report.selfTestError).toBeLessThan(SELF_TEST_BOUND);
    expect(device.report.selfTestError).toBeGreaterThan(0);
    expect(engine().memory().numTensors).toBe(0);
  });

  it.each(DEVICE_NAMES)('%s tests only inference where nothing is trained', async (name) => {
    const trains = vi.spyOn(engine(), 'runKernel');
    const device = await openNamedDevice(name, { baseUrl, use: 'inference' });
    expect(device.report.selfTestError).toBeLessThan(SELF_TEST_BOUND);
    expect(device.report.selfTestError).toBeGreaterThan(0);
    const kernels = trains.mock.calls.map(([kernel]) => kernel);
    expect(kernels).toContain('DenseForward');
    expect(kernels).not.toContain('DenseTrain');
    expect(engine().memory().numTensors).toBe(0);
  });

  it('says why a browser without WebGPU has none', async () => {
    vi.spyOn(navigator, 'gpu', 'get').mockReturnValue(undefined as never);
    const attempt = openNamedDevice('webgpu', { baseUrl });
    await expect(attempt).rejects.toThrow(DeviceError);
    await expect(attempt).rejects.toMatchObject({
      report: { name: 'webgpu', works: false, reason: { code: 'deviceErrors.noWebgpu' } },
    });
  });

  it('says why when no adapter is found', async () => {
    vi.spyOn(navigator.gpu, 'requestAdapter').mockResolvedValue(null);
    await expect(openNamedDevice('webgpu', { baseUrl })).rejects.toThrow('found no GPU');
  });

  it('reports the loss of a GPU', async () => {
    const device = await openNamedDevice('webgpu', { baseUrl });
    expect(device.isLost()).toBe(false);
    device.lose();
    await expect(device.lost).resolves.toMatchObject({ code: 'deviceErrors.gpuLost' });
    expect(device.isLost()).toBe(true);
  });

  it('reports an error of the GPU', async () => {
    const device = await openNamedDevice('webgpu', { baseUrl });
    const { device: gpu } = engine().backend as unknown as { device: GPUDevice };
    gpu.createShaderModule({ code: 'not a shader' });
    await gpu.queue.onSubmittedWorkDone();
    await expect(device.lost).resolves.toMatchObject({ code: 'deviceErrors.gpuError' });
  }, 20_000);

  it('switches back to a device that was open before', async () => {
    const cpu = await openNamedDevice('cpu', { baseUrl });
    await openNamedDevice('wasm', { baseUrl });
    await cpu.makeCurrent();
    expect(getBackend()).toBe('cpu');
    const tensor = tensor1d([1, 2]);
    expect([...(await tensor.data())]).toEqual([1, 2]);
    tensor.dispose();
  });
});

describe('openDevice', () => {
  it('prefers WebAssembly to a software GPU and says so', async () => {
    const { device, report, tried } = await openDevice({ baseUrl });
    expect(device.name).toBe('wasm');
    expect(tried.map(({ name, works }) => [name, works])).toEqual([
      ['webgpu', false],
      ['wasm', true],
    ]);
    expect(tried[0]!.reason?.text).toContain('software');
    expect(report).toBe(tried[1]);
  });

  it('takes the preferred device', async () => {
    expect((await openDevice({ baseUrl, prefer: 'webgpu' })).report.name).toBe('webgpu');
    expect((await openDevice({ baseUrl, prefer: 'cpu' })).report.name).toBe('cpu');
  });

  it('falls back to the next device, and lists each once', async () => {
    vi.spyOn(navigator.gpu, 'requestAdapter').mockResolvedValue(null);
    const { device, tried } = await openDevice({ baseUrl, prefer: 'webgpu', without: ['wasm'] });
    expect(device.name).toBe('cpu');
    expect(tried.map(({ name }) => name)).toEqual(['webgpu', 'cpu']);
  });
});
