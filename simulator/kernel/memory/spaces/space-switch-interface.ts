/** How a kernel changes the address space that runs. Only numbers cross. */

export interface SpaceSwitchServices {
  /** The table register: root table of this space, and the tag under which its translations are kept. */
  writeRegister(space: number, tag: number): void;
  /** Forgets every translation. */
  flushAll(): void;
}

export interface SpaceSwitch {
  /** The space that runs from now on is another one. */
  switchTo(space: number): void;
}
