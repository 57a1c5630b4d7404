/** The chip is green only for a hardware GPU, never for a software adapter. */
import { expect, it } from 'vitest';
import { deviceText, deviceTone } from './deviceText.ts';

const gpu = { name: 'webgpu', works: true, adapter: 'apple metal-3', software: false } as const;
const software = { ...gpu, adapter: 'google swiftshader', software: true };
const wasm = { name: 'wasm', works: true, adapter: 'SIMD', software: true } as const;

it('is green on a GPU alone', () => {
  expect(deviceTone('ready', gpu)).toBe('ok');
  expect(deviceTone('ready', software)).toBe('warn');
  expect(deviceTone('ready', wasm)).toBe('warn');
  expect(deviceTone('lost', gpu)).toBe('error');
  expect(deviceTone('starting', null)).toBe('waiting');
});

it('the text says what the dot shows', () => {
  expect(deviceText('ready', gpu).whole).toBe('WebGPU – apple metal-3');
  expect(deviceText('ready', software).whole).toBe('WebGPU – software');
  expect(deviceText('ready', wasm)).toEqual({ short: 'WASM', whole: 'WASM – SIMD' });
  expect(deviceText('lost', gpu).whole).toBe('WebGPU was lost');
  expect(deviceText('failed', null).whole).toBe('No device works');
  expect(deviceText('starting', null).whole).toBe('Starting');
});
