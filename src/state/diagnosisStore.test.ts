import { beforeEach, expect, it } from 'vitest';
import type { Diagnosis, DiagnosisId } from '#protocol/inspect.ts';
import { diagnosed, diagnosisDismissed, diagnosisForgotten, diagnosisStore } from './diagnosisStore.ts';

const of = (id: DiagnosisId, sentence = id): Diagnosis => ({ id, sentence, suggestion: '', change: {} });
const shown = (): string | undefined => diagnosisStore.getState().diagnosis?.sentence;

beforeEach(() => diagnosisStore.setState(diagnosisStore.getInitialState()));

it('at rest the gravest is shown at once', () => {
  diagnosed([of('saturation'), of('rateTooHigh')], false);
  expect(shown()).toBe('saturation');
  diagnosed([], false);
  expect(shown()).toBeUndefined();
});

it('while training it comes and goes when two looks agree', () => {
  diagnosed([of('rateTooHigh')], true);
  expect(shown()).toBeUndefined();
  diagnosed([of('rateTooHigh')], true);
  expect(shown()).toBe('rateTooHigh');
  diagnosed([], true);
  diagnosed([of('rateTooHigh', 'other numbers' as DiagnosisId)], true);
  expect(shown()).toBe('other numbers');
  diagnosed([], true);
  diagnosed([], true);
  expect(shown()).toBeUndefined();
});

it('one that is dismissed stays away until the next start', () => {
  diagnosed([of('plateau'), of('underfitting')], false);
  diagnosisDismissed();
  diagnosed([of('plateau')], false);
  expect(shown()).toBeUndefined();
  diagnosisForgotten(false);
  diagnosed([of('plateau')], false);
  expect(shown()).toBeUndefined();
  diagnosisForgotten(true);
  diagnosed([of('plateau')], false);
  expect(shown()).toBe('plateau');
});
