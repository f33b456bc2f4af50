/** How the header's two menus look. */
export const MENU_CONTENT =
  'z-40 min-w-40 rounded border border-border bg-surface-raised p-1 text-sm shadow-md';
export const MENU_ITEM =
  'flex cursor-pointer items-center gap-2 rounded-sm px-2 py-1.5 outline-none data-[highlighted]:bg-surface-sunken';
