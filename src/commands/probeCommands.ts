/**
 * The probe: one sample whose activations the diagram shows. For tables and images it is always there, at first as sample 0 of the
 * test part. The only writer of `probeFeed`.
 */
import type { PreparedData } from '#data/PreparedData.ts';
import { factsOf, type DataSource } from '#experiment/dataFacts.ts';
import { dataFeed, probeFeed, type Probe } from '#state/feeds.ts';

export interface ProbeCommands {
  /** Shows the activations of this sample of the test part; an index beyond either end wraps around. */
  probeTestSample(index: number): void;
  /** Shows the activations of a drawn digit. */
  probeDrawing(raw: Float32Array): void;
}

/** The probe of new samples: the first of the test part; none on a plane, or while the samples are loading. */
export function probeFirstSample(data: PreparedData | null, spec: DataSource): void {
  const hasProbe = data !== null && factsOf(spec).kind !== 'plane';
  probeFeed.publish(hasProbe ? testSample(data, 0) : null);
}

/** @param send brings a raw row to the trainer, whose snapshots then carry its activations */
export function createProbeCommands(send: (raw: Float32Array) => void): ProbeCommands {
  const show = (probe: Probe | null): void => {
    if (!probe) return;
    probeFeed.publish(probe);
    send(probe.raw);
  };
  return {
    probeTestSample(index) {
      if (dataFeed.latest) show(testSample(dataFeed.latest, index));
    },
    probeDrawing(raw) {
      show({ raw, label: null, testRow: null });
    },
  };
}

/** A sample of the test part; beyond its end it begins anew. */
function testSample({ test: { count, raw, labels } }: PreparedData, index: number): Probe | null {
  if (count === 0) return null;
  const testRow = ((index % count) + count) % count;
  const width = raw.length / count;
  return {
    raw: raw.slice(testRow * width, (testRow + 1) * width),
    label: labels[testRow] ?? null,
    testRow,
  };
}
