'use client';
/** The signed-in user's menu. */
import Link from 'next/link';
import { DropdownMenu } from 'radix-ui';
import { callAccounts } from './account-call';
import { words } from './dictionary';
import { MENU_CONTENT, MENU_ITEM } from './menu-style';

export function AccountMenu({ name }: { name: string }) {
  const signOut = async () => {
    await callAccounts('/sign-out', {});
    // A whole new page: nothing of the user stays in memory.
    window.location.assign('/');
  };
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger
        className="button button-quiet max-w-24 px-2 sm:max-w-48"
        aria-label={`${words.site.account}: ${name}`}
      >
        <span className="truncate">{name}</span>
        <span aria-hidden="true">▾</span>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content align="end" sideOffset={4} className={MENU_CONTENT}>
          <DropdownMenu.Item asChild className={MENU_ITEM}>
            <Link href="/profile">{words.site.profile}</Link>
          </DropdownMenu.Item>
          <DropdownMenu.Item className={MENU_ITEM} onSelect={signOut}>
            {words.site.signOut}
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
