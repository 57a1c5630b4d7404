/**
 * Calls and events of the load generator, which sends many requests to the server and reports what became of them. The
 * page's calls use a port of their own (`ServerCalls.connectLoad`).
 */
import type { ServingSpec } from '#experiment/experiment.ts';
import type { DeviceName } from '#experiment/vocabulary.ts';
import type { Failure } from '#messages/Failure.ts';
import type { LoadProgress, LoadReport, LoadSettings } from './load.ts';
import type { SweepProgress, SweepReport, SweepSettings } from './sweep.ts';

/** The server that a load is aimed at, and the rows to send. */
export interface LoadTarget {
  /** The serving config under which the server works. */
  readonly serving: ServingSpec;
  /** [count, inputs]: rows of network inputs. */
  readonly pool: Float32Array;
  readonly inputs: number;
  readonly outputs: number;
  readonly device: DeviceName;
  /** Resolution of the server's clock in ms, as the server measured it; 0 where not measured. */
  readonly clockStepMs?: number;
}

/** @typeParam Text what reports say: failures in the worker, sentences on the page (`sayFailures.ts`) */
export interface LoadCalls<Text = string> {
  /**
   * Runs to the end (or until `stop`); results in the report. Request i of the run sends pool row i mod count.
   * @throws Error where a setting is invalid, or a load is running
   */
  run: { params: LoadTarget & { settings: LoadSettings }; result: LoadReport<Text> };
  /**
   * Runs one load after the other until each is stable (or until `stop`); results in the curve.
   * @throws Error where a setting is invalid, or a load is running
   */
  sweep: { params: LoadTarget & { settings: SweepSettings }; result: SweepReport<Text> };
  /** Cancels open requests and ends the run or sweep, whose report then has this reason. */
  stop: { params: { reason: Failure }; result: void };
}

/** On the load worker's own endpoint, which ends at the server; its data channel carries requests and responses. */
export interface LoadHostCalls {
  /** Serves the page's calls (`LoadCalls`) on this port. */
  servePage: { params: { port: MessagePort }; result: void };
}

export interface LoadEvents<Text = string> {
  loadProgressed: LoadProgress<Text>;
  sweepProgressed: SweepProgress<Text>;
}
