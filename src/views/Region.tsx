/**
 * Error boundary: an error in one region of the screen blanks that region only, which then names what broke and offers a retry.
 * Adds no element otherwise.
 */
import { Component, type ReactNode } from 'react';
import * as say from '#messages/generated/parts.ts';

interface RegionProps {
  /** Subject of the error message: "The network". */
  readonly name: string;
  readonly children: ReactNode;
}

interface RegionState {
  readonly problem: string | null;
}

export class Region extends Component<RegionProps, RegionState> {
  override state: RegionState = { problem: null };

  static getDerivedStateFromError(error: unknown): RegionState {
    return { problem: error instanceof Error ? error.message : String(error) };
  }

  override render(): ReactNode {
    const { problem } = this.state;
    if (problem === null) return this.props.children;
    return (
      <div className="broken-part" role="alert">
        <p>{say.cannotBeShown({ part: this.props.name, problem })}</p>
        <button type="button" className="button" onClick={() => this.setState({ problem: null })}>
          {say.tryAgain()}
        </button>
      </div>
    );
  }
}
