'use client';
/** What is drawn from a stored run, or, where that fails, the sentence that it does: the page around it goes on. */
import { Component, type ReactNode } from 'react';
import { replayWords as words } from './replay-words';

export class DrawnOrTold extends Component<
  { readonly children: ReactNode },
  { readonly hasFailed: boolean }
> {
  override state = { hasFailed: false };

  static getDerivedStateFromError() {
    return { hasFailed: true };
  }

  override render() {
    return this.state.hasFailed ? (
      <p className="notice notice-warning m-0">{words.cannotBeDrawn}</p>
    ) : (
      this.props.children
    );
  }
}
