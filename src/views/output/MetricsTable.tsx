/** Loss and accuracy first: the newest numbers. */
import { useStore } from 'zustand';
import { percentText } from '#messages/numberText.ts';
import { lossText } from '#messages/valueText.ts';
import { trainingStore } from '#state/trainingStore.ts';
import { MetricsRows, type MetricName } from '../frame/MetricsRows.tsx';

interface MetricsTableProps {
  /** One number a line, for the narrow place beside the map. */
  readonly stacked: boolean;
}

export function MetricsTable({ stacked }: MetricsTableProps) {
  const metrics = useStore(trainingStore, (state) => state.metrics);
  const textOf = (name: MetricName): string => {
    const value = metrics?.[name];
    if (value === undefined) return '–';
    // Before the first step it is not known yet; after it, the loss is no number any more.
    if (Number.isNaN(value) && (name.endsWith('Accuracy') || metrics?.step === 0)) return '–';
    return name.endsWith('Loss') ? lossText(value) : percentText(value);
  };
  const hasAccuracy = metrics?.trainAccuracy !== undefined || metrics?.testAccuracy !== undefined;
  return <MetricsRows stacked={stacked} textOf={textOf} hasAccuracy={hasAccuracy} />;
}
