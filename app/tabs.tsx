'use client';
/**
 * Tabs after the pattern of the ARIA Authoring Practices, with automatic activation: arrow keys, Home and End go from
 * tab to tab and show its panel, the key Tab goes from the chosen one on into the page. All panels stay mounted, and
 * what is not chosen hides by a class; `data-state` says which is (globals.css, use-kept-focus.ts).
 */
import { createContext, type KeyboardEvent, type ReactNode, type Ref, useContext, useId } from 'react';

interface Chosen {
  readonly id: string;
  readonly value: string;
  choose(value: string): void;
}

const TabsContext = createContext<Chosen>({ id: '', value: '', choose() {} });

export function Tabs(props: {
  ref?: Ref<HTMLDivElement>;
  value: string;
  onChange(value: string): void;
  className?: string;
  children: ReactNode;
}) {
  const { ref, value, onChange, className, children } = props;
  return (
    <TabsContext value={{ id: useId(), value, choose: onChange }}>
      <div ref={ref} className={className}>
        {children}
      </div>
    </TabsContext>
  );
}

export function TabList({ label, className = '', children }: TabListProps) {
  return (
    <div role="tablist" aria-label={label} className={`tab-list ${className}`} onKeyDown={goByKey}>
      {children}
    </div>
  );
}

interface TabListProps {
  label: string;
  className?: string;
  children: ReactNode;
}

function goByKey(event: KeyboardEvent<HTMLElement>): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const tabs = [...event.currentTarget.querySelectorAll<HTMLElement>('[role="tab"]')].filter((tab) =>
    tab.checkVisibility(),
  );
  const at = tabs.indexOf(event.target as HTMLElement);
  const next = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: -1 }[event.key];
  if (at < 0 || next === undefined) return;
  event.preventDefault();
  const tab = tabs.at(next % tabs.length);
  tab?.focus();
  tab?.click();
}

export function Tab({ value, className = '', children }: PartProps) {
  const chosen = useContext(TabsContext);
  const isChosen = value === chosen.value;
  return (
    <button
      type="button"
      role="tab"
      id={`${chosen.id}-tab-${value}`}
      aria-controls={`${chosen.id}-panel-${value}`}
      aria-selected={isChosen}
      tabIndex={isChosen ? 0 : -1}
      data-state={isChosen ? 'active' : 'inactive'}
      className={`tab ${className}`}
      onClick={() => chosen.choose(value)}
    >
      {children}
    </button>
  );
}

/** @param className says how it hides: `data-[state=inactive]:hidden`. */
export function TabPanel({ value, className, children }: PartProps) {
  const chosen = useContext(TabsContext);
  return (
    <div
      role="tabpanel"
      id={`${chosen.id}-panel-${value}`}
      aria-labelledby={`${chosen.id}-tab-${value}`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a panel may hold nothing else that takes the focus
      tabIndex={0}
      data-state={value === chosen.value ? 'active' : 'inactive'}
      className={className}
    >
      {children}
    </div>
  );
}

interface PartProps {
  value: string;
  className?: string;
  children?: ReactNode;
}
